package dev.tvsh.commands.check;

import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.templates.TemplateException;
import java.util.List;

/** Runs checks; one that cannot be carried out stops no other. */
public final class CheckRunner {
    private final CheckContext context;

    public CheckRunner(CheckContext context) {
        this.context = context;
    }

    /**
     * Runs them.
     *
     * @return what they found, the worst first
     * @throws ConnectionLostException if there is nobody left to ask
     */
    public List<Finding> run(List<Check> checks) {
        return checks.stream().map(this::run).sorted().toList();
    }

    private Finding run(Check check) {
        try {
            return check.run(context);
        } catch (ConnectionLostException e) {
            throw e;
        } catch (DatabaseException | TemplateException e) {
            return Finding.undetermined(check, String.valueOf(e.getMessage()));
        }
    }
}
