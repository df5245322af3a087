package dev.tvsh.commands.backup;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Rendered;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Fills the folder of a backup. */
interface ContentWriter {

    /**
     * What a backup holds.
     *
     * @param holds for people
     * @param checked what of it was looked at, for people
     * @param facts for the journal
     * @param stable the answer, the same on every run
     */
    record Content(String holds, String checked, Map<String, Object> facts, List<String> stable) {}

    /** Fills it. The session is outside of a transaction. */
    Content write(SqlRunner sql) throws IOException;

    /** What would run, to be shown. */
    List<Rendered> scripts(SqlRunner sql);
}
