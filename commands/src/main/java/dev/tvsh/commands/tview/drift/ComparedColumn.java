package dev.tvsh.commands.tview.drift;

import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A column that table and view share.
 *
 * @param type the type in which the two are compared
 * @param collated whether the type has collations; table and view may have different ones
 * @param hashed whether every release that tvsh knows can hash the type; others are hashed as text
 */
record ComparedColumn(String name, QualifiedName type, boolean collated, boolean hashed) {

    /** What the templates need: the names of the columns are the user's, so each gets an alias that nothing else has. */
    static List<Map<String, Object>> values(List<ComparedColumn> columns) {
        List<Map<String, Object>> values = new ArrayList<>();
        for (ComparedColumn column : columns) {
            values.add(Map.of(
                    "name", Identifier.of(column.name),
                    "type", column.type.identifier(),
                    "collated", column.collated,
                    "text", !column.hashed,
                    "alias", Identifier.of("c" + values.size())));
        }
        return values;
    }
}
