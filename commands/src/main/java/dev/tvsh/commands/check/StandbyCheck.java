package dev.tvsh.commands.check;

import java.util.List;
import java.util.Map;

/** Whether this server is a standby: it cannot be written to. */
final class StandbyCheck implements Check {
    @Override
    public String id() {
        return "env.standby";
    }

    @Override
    public Severity severity() {
        return Severity.BLOCK;
    }

    @Override
    public Finding run(CheckContext context) {
        return context.sql().one("sql/server/facts.sql.vm", Map.of()).flag("standby")
                ? Finding.problem(this, List.of(), "this server is a standby", "connect to the primary")
                : Finding.ok(this);
    }
}
