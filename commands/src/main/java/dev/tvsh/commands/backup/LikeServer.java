package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * How to make an empty server like the one of now.
 *
 * @param row what the server says of itself
 * @param major its version
 */
record LikeServer(Row row, int major) {

    static LikeServer of(SqlRunner sql) {
        return new LikeServer(
                sql.one("sql/backup/server-like.sql.vm", Map.of()), sql.info().major());
    }

    /** The role that it is made by. */
    String bootstrap() {
        return row.text("bootstrap");
    }

    /** How a dump of roles makes that role, which is there already. */
    String creation() {
        return row.text("creation");
    }

    /** What makes and starts it; by the programs that the server of now runs from, if it runs on this machine. */
    Rendered starting(CommandContext context, ShellWord tools, Manifest manifest, Path scratch, Path socket) {
        String directory = Objects.requireNonNullElse(row.nullable("directory"), "");
        Map<String, Object> values = ScratchServer.values(tools, major, manifest, scratch, socket, directory);
        values.put("copied", false);
        values.put("settings", ShellWord.of(Objects.requireNonNullElse(row.nullable("settings"), "")));
        values.put("bootstrap", ShellWord.of(bootstrap()));
        values.put("encoding", ShellWord.of(row.text("encoding")));
        values.put("collate", ShellWord.of(row.text("collate")));
        values.put("ctype", ShellWord.of(row.text("ctype")));
        values.put("segment", ShellWord.of(row.number("segment")));
        values.put("checksums", row.flag("checksums"));
        return context.templates().render("host/backup/scratch-start.sh.vm", values);
    }
}
