package dev.tvsh.commands.validate;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Identifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A table to write to.
 *
 * @param key its primary key, if that is one column
 * @param settable a column that can be set to itself, if there is one
 */
record ProbeTable(QualifiedName name, boolean partitioned, Optional<String> key, Optional<String> settable) {
    static ProbeTable of(Row row) {
        return new ProbeTable(
                new QualifiedName(row.text("schema"), row.text("name")),
                row.flag("partitioned"),
                Optional.ofNullable(row.nullable("key")),
                Optional.ofNullable(row.nullable("settable")));
    }

    /** What the templates need of it. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("table", name.identifier());
        key.ifPresent(column -> values.put("key", Identifier.of(column)));
        settable.ifPresent(column -> values.put("settable", Identifier.of(column)));
        return values;
    }
}
