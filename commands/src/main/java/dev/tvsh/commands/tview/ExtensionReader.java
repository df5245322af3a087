package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Identifier;
import java.util.Map;
import java.util.Optional;

/** Reads what there is of the extension itself. */
final class ExtensionReader {
    private final SqlRunner sql;

    ExtensionReader(SqlRunner sql) {
        this.sql = sql;
    }

    /** What the server's file system offers; files know no snapshot, so this is asked outside of it. */
    Fact<ExtensionFiles> files() {
        return Fact.ask(() -> {
            Row row = sql.one("sql/tview/extension-files.sql.vm", Map.of());
            return new ExtensionFiles(row.texts("versions"), row.texts("updates"));
        });
    }

    /** The extension of a row of {@code extension.sql}; empty if it is not installed. */
    Optional<Extension> extension(Row row) {
        String version = row.nullable("version");
        if (version == null) {
            return Optional.empty();
        }
        String metaSchema = row.nullable("meta_schema");
        Optional<QualifiedName> metadata = metaSchema == null
                ? Optional.empty()
                : Optional.of(new QualifiedName(metaSchema, row.text("meta_name")));
        return Optional.of(new Extension(version, row.text("schema"), row.text("owner"), library(row), metadata));
    }

    private Fact<String> library(Row row) {
        String schema = row.nullable("version_function_schema");
        if (schema == null) {
            return Fact.undetermined("the extension has no function pg_tviews_version");
        }
        Identifier function = Identifier.of(schema, "pg_tviews_version");
        return Fact.ask(() -> {
            try (SqlRunner own = sql.another()) {
                return own.one("sql/tview/library-version.sql.vm", Map.of("function", function))
                        .text("version");
            }
        });
    }
}
