package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what there is of the extension itself. */
final class ExtensionReader {
    private static final String NOT_ALLOWED = "this role may not call pg_tviews_version";
    private static final List<String> COLUMNS = List.of(
            "entity",
            "view_oid",
            "table_oid",
            "definition",
            "dependencies",
            "fk_columns",
            "uuid_fk_columns",
            "dependency_types",
            "dependency_paths",
            "array_match_keys",
            "created_at");
    private static final List<String> DOCUMENTED_COLUMNS = List.of("entity_name", "backing_table_name");

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
        SqlObjects objects = SqlObjects.of(new SqlObjects.Surface(
                row.flag("documented_metadata"),
                row.flag("refresh_by_entity"),
                row.flag("refresh_returns_text"),
                row.flag("event_trigger"),
                row.flag("event_trigger_table_as")));
        String metaSchema = row.nullable("meta_schema");
        Optional<QualifiedName> metadata = metaSchema == null
                ? Optional.empty()
                : Optional.of(new QualifiedName(metaSchema, row.text("meta_name")));
        Fact<Ref> registrations = metadata.map(name -> registrations(name, objects, row))
                .orElse(Fact.undetermined("the extension has no table pg_tview_meta"));
        return Optional.of(new Extension(
                version,
                row.text("schema"),
                row.text("owner"),
                library(row),
                row.flag("version_callable"),
                objects,
                metadata,
                registrations));
    }

    private Fact<Ref> registrations(QualifiedName metadata, SqlObjects objects, Row row) {
        boolean documented = objects == SqlObjects.DOCUMENTED;
        List<String> there = row.texts("meta_columns");
        List<String> missing = (documented ? DOCUMENTED_COLUMNS : COLUMNS)
                .stream().filter(column -> !there.contains(column)).toList();
        if (!missing.isEmpty()) {
            return Fact.undetermined(metadata + " has no column " + String.join(", ", missing));
        }
        if (!row.flag("meta_readable")) {
            return Fact.undetermined("this role may not read " + metadata);
        }
        return Fact.known(
                documented
                        ? sql.render(
                                "sql/tview/documented-registrations.sql.vm", Map.of("metadata", metadata.identifier()))
                        : metadata.identifier());
    }

    private Fact<String> library(Row row) {
        String schema = row.nullable("version_function_schema");
        if (schema == null) {
            return Fact.undetermined("the extension has no function pg_tviews_version");
        }
        if (!row.flag("version_callable")) {
            return Fact.undetermined(NOT_ALLOWED);
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
