package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.ReadOnlyTransaction;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Literal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server says views are, every name with its schema. Not part of a catalog: the server locks all tables behind a view
 * to tell, so it takes long where there are many, and waits where one of them is locked.
 */
public final class ViewDefinitions {
    /** Few enough that the locks on all tables behind so many views find room in any server's lock table. */
    private static final int VIEWS_AT_A_TIME = 500;

    private final SqlRunner sql;

    /** @param sql a session outside of any transaction */
    public ViewDefinitions(SqlRunner sql) {
        this.sql = sql;
    }

    /** The definition of one view. */
    public Fact<String> of(QualifiedName view) {
        return definition(view, read(List.of(view)));
    }

    /** The definitions of these views, each of which is known or not. */
    public Map<QualifiedName, Fact<String>> of(List<QualifiedName> views) {
        Map<QualifiedName, Fact<String>> definitions = new HashMap<>();
        for (int from = 0; from < views.size(); from += VIEWS_AT_A_TIME) {
            List<QualifiedName> part = views.subList(from, Math.min(from + VIEWS_AT_A_TIME, views.size()));
            Fact<Map<QualifiedName, String>> texts = read(part);
            for (QualifiedName view : part) {
                definitions.put(view, definition(view, texts));
            }
        }
        return definitions;
    }

    private static Fact<String> definition(QualifiedName view, Fact<Map<QualifiedName, String>> texts) {
        if (texts instanceof Fact.Known<Map<QualifiedName, String>> known) {
            String text = known.value().get(view);
            return text == null ? Fact.undetermined(view + " was dropped while it was looked at") : Fact.known(text);
        }
        return Fact.undetermined(texts.reason());
    }

    private Fact<Map<QualifiedName, String>> read(List<QualifiedName> part) {
        Map<String, Literal> values = Map.of(
                "schemas",
                        Literal.ofTexts(part.stream().map(QualifiedName::schema).toList()),
                "names", Literal.ofTexts(part.stream().map(QualifiedName::name).toList()));
        return ReadOnlyTransaction.run(
                sql,
                () -> Fact.ask(() -> {
                    Map<QualifiedName, String> found = new HashMap<>();
                    sql.each("sql/tview/view-definitions.sql.vm", values, row -> {
                        String text = row.nullable("definition");
                        if (text != null) {
                            found.put(new QualifiedName(row.text("schema"), row.text("name")), text);
                        }
                    });
                    return found;
                }));
    }
}
