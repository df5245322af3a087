package dev.tvsh.commands.triggers;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who may switch triggers: the owner of the table, or of the event trigger, and whoever is a member of it. */
final class Ownership {

    private static final int SHOWN = 10;

    private Ownership() {}

    /** @throws TvshException with {@link ExitCode#REFUSED} if one of these is not for this role to change */
    static void require(List<TriggerChange> changes, SqlRunner sql) {
        List<QualifiedName> tables = changes.stream()
                .flatMap(change -> change.name().on().stream())
                .distinct()
                .toList();
        List<String> events = changes.stream()
                .map(TriggerChange::name)
                .filter(TriggerName::isEvent)
                .map(TriggerName::trigger)
                .toList();
        List<Row> rows = sql.query(
                "sql/trigger/not-owned.sql.vm",
                Map.of(
                        "schemas",
                        Literal.ofTexts(
                                tables.stream().map(QualifiedName::schema).toList()),
                        "tables",
                        Literal.ofTexts(tables.stream().map(QualifiedName::name).toList()),
                        "eventTriggers",
                        Literal.ofTexts(events)));
        if (!rows.isEmpty()) {
            List<String> lines = new ArrayList<>();
            rows.stream().limit(SHOWN).map(Ownership::shown).forEach(lines::add);
            if (rows.size() > SHOWN) {
                lines.add("… and " + (rows.size() - SHOWN) + " more");
            }
            lines.add("Nothing was changed. Connect as the owner, as a member of it, or as a superuser.");
            throw new TvshException(
                    ExitCode.REFUSED,
                    sql.info().user() + " may not switch " + rows.size() + " of " + (tables.size() + events.size())
                            + ": it does not own them, or may not use their schemas",
                    lines);
        }
    }

    private static String shown(Row row) {
        String schema = row.nullable("schema");
        String owner = "owned by " + Identifier.of(row.text("owner"));
        return schema == null
                ? "event trigger " + row.text("name") + "  " + owner
                : new QualifiedName(schema, row.text("name")) + "  " + owner;
    }
}
