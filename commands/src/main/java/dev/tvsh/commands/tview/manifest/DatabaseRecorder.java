package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a manifest says of the server and the database. */
final class DatabaseRecorder {
    private final SqlRunner sql;

    DatabaseRecorder(SqlRunner sql) {
        this.sql = sql;
    }

    Manifest.ServerFacts server(Unknowns unknowns) {
        Row facts = sql.one("sql/server/facts.sql.vm", Map.of());
        Fact<String> identifier = Fact.ask(
                () -> sql.one("sql/server/system-identifier.sql.vm", Map.of()).text("system_identifier"));
        List<Row> preload = sql.query("sql/server/preload.sql.vm", Map.of());
        Fact<String> libraries = preload.isEmpty()
                ? Fact.undetermined("only told to members of pg_read_all_settings")
                : Fact.known(preload.get(0).text("preload"));
        return new Manifest.ServerFacts(
                facts.text("version"),
                Math.toIntExact(facts.number("version_num")),
                unknowns.orNull("system identifier", identifier),
                unknowns.orNull("shared_preload_libraries", libraries));
    }

    Manifest.DatabaseFacts database() {
        Row facts = sql.one("sql/server/database.sql.vm", Map.of());
        List<Manifest.Grant> grants = sql.query("sql/server/database-grants.sql.vm", Map.of()).stream()
                .map(GrantRecorder::grant)
                .toList();
        List<Manifest.Setting> settings = sql.query("sql/server/database-settings.sql.vm", Map.of()).stream()
                .map(row -> new Manifest.Setting(row.text("role"), row.text("name"), row.text("value")))
                .toList();
        Map<String, String> extensions = new TreeMap<>();
        for (Row row : sql.query("sql/server/extensions.sql.vm", Map.of())) {
            extensions.put(row.text("name"), row.text("version"));
        }
        return new Manifest.DatabaseFacts(
                facts.text("name"),
                facts.text("owner"),
                facts.text("encoding"),
                facts.text("collate"),
                facts.text("ctype"),
                Math.toIntExact(facts.number("connection_limit")),
                grants,
                settings,
                extensions,
                DatabaseOrigin.of(facts));
    }
}
