package dev.tvsh.commands.readonly;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import java.util.List;
import java.util.Map;

/** Only the owner of a database may change its settings; whoever else asks is told before anything else. */
final class OwnerOnly {

    private OwnerOnly() {}

    /** @throws TvshException with {@link ExitCode#REFUSED} if the session may not change the settings of its database */
    static void require(SqlRunner sql) {
        Row database = sql.one("sql/readonly/owner.sql.vm", Map.of());
        if (!database.flag("own")) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    sql.info().user() + " may not change settings of database "
                            + sql.info().database() + ": it belongs to " + database.text("owner"),
                    List.of("Nothing was changed. Connect as the owner, as a member of it, or as a superuser."));
        }
    }
}
