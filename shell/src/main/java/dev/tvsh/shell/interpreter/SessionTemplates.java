package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Column;
import dev.tvsh.commands.connection.ResultSink;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The few statements that the shell adds to the user's own. */
public final class SessionTemplates {

    private final Supplier<Templates> templates;

    public SessionTemplates(Supplier<Templates> templates) {
        this.templates = templates;
    }

    /** Runs one of {@code sql/meta} that has no values. */
    void run(Session session, String name) {
        session.execute(render(name, Map.of()), ResultSink.NONE);
    }

    /** The query that tells these columns with the names of their types; empty if there are none. */
    Optional<String> describe(List<Column> columns) {
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, Object>> values = columns.stream()
                .map(column -> Map.<String, Object>of(
                        "name", Literal.of(column.name()),
                        "type", Literal.of(Integer.toUnsignedString(column.typeOid())),
                        "modifier", Literal.of(Integer.toString(column.typeModifier()))))
                .toList();
        return Optional.of(render("result-columns", Map.of("columns", values)));
    }

    private String render(String name, Map<String, ?> values) {
        return templates.get().render("sql/meta/" + name + ".sql.vm", values).text();
    }
}
