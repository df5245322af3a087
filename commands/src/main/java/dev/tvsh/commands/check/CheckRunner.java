package dev.tvsh.commands.check;

import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.ledger.BuildMarks;
import dev.tvsh.commands.check.probe.CheckContext;
import dev.tvsh.commands.check.probe.Databases;
import dev.tvsh.commands.check.probe.Inquiry;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs checks. Each statement is a transaction of its own that only reads and is given up after some time; a check that cannot
 * be carried out stops no other.
 */
public final class CheckRunner {
    private static final String NOT_ASKED = "not asked: the connection was lost";

    private final CheckContext context;
    private final BuildMarks marks;
    private final List<String> closed = new ArrayList<>();
    private boolean lost;

    /** One that asks what every cluster owes, whatever was rebuilt. */
    public CheckRunner(CheckContext context) {
        this(context, BuildMarks.none());
    }

    /** @param marks which objects were made anew since the server has a correction */
    CheckRunner(CheckContext context, BuildMarks marks) {
        this.context = context;
        this.marks = marks;
    }

    /**
     * Runs them, first where tvsh is connected, then those for every database in each of the others, one after the other.
     *
     * @return what they found, in their order
     */
    public List<Looked> run(List<CheckSpec> checks) {
        List<Inquiry> inquiries =
                checks.stream().map(check -> new Inquiry(check, context, marks)).toList();
        inquiries.forEach(this::ask);
        List<Inquiry> everywhere = inquiries.stream()
                .filter(inquiry -> inquiry.spec().everywhere())
                .toList();
        if (!everywhere.isEmpty() && !lost) {
            databases().forEach(row -> askIn(row, everywhere));
        }
        return inquiries.stream()
                .map(inquiry -> new Looked(inquiry.spec(), inquiry.answer()))
                .toList();
    }

    /** The databases that could not be looked into, each with the reason. */
    public List<String> closed() {
        return List.copyOf(closed);
    }

    /** Whether the server went away meanwhile. */
    public boolean lost() {
        return lost;
    }

    private void ask(Inquiry inquiry) {
        if (lost) {
            inquiry.fail("", NOT_ASKED);
            return;
        }
        try {
            inquiry.ask();
        } catch (ConnectionLostException e) {
            lost = true;
        }
    }

    private List<Row> databases() {
        try {
            return Databases.others(context.sql());
        } catch (ConnectionLostException e) {
            lost = true;
            return List.of();
        }
    }

    private void askIn(Row row, List<Inquiry> inquiries) {
        String database = row.text("name");
        try (SqlRunner sql = context.command().open(database)) {
            Databases.lookOnly(sql, context.limit());
            inquiries.forEach(inquiry -> inquiry.askIn(sql, database));
        } catch (DatabaseException e) {
            closed.add(database + " (" + e.getMessage().lines().findFirst().orElse("") + ")");
        }
    }
}
