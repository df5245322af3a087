package dev.tvsh.commands.change;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import java.util.List;
import java.util.Map;

/**
 * A server that takes writes.
 *
 * @param system its system identifier; another one means another cluster, even at the same address
 */
public record WritableTarget(String system) {

    /**
     * Looks whether the server takes writes.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if it is a standby
     */
    public static WritableTarget require(SqlRunner sql) {
        Row row = sql.one("sql/change/target.sql.vm", Map.of());
        if (row.flag("standby")) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "this server is a standby, which takes no writes",
                    List.of("Nothing was changed. Connect to the primary."));
        }
        return new WritableTarget(row.text("system_identifier"));
    }
}
