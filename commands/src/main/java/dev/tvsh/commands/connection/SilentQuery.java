package dev.tvsh.commands.connection;

import dev.tvsh.templates.Ref;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A question that belongs to connecting: nobody is told of it, and no user's template changes it. */
final class SilentQuery {

    private SilentQuery() {}

    /** The first column of each row. */
    static List<String> run(Session session, String template, Map<String, ? extends List<? extends Ref>> values) {
        List<String> found = new ArrayList<>();
        session.execute(Templates.builtIn().render(template, values).text(), new ResultSink() {
            @Override
            public void columns(List<Column> columns) {}

            @Override
            public void row(List<@Nullable String> cells) {
                found.add(String.valueOf(cells.get(0)));
            }

            @Override
            public void complete(String tag) {}

            @Override
            public void notice(ServerMessage message) {}
        });
        return found;
    }
}
