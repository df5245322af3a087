package dev.tvsh.commands.refresh;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.tview.Dangling;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What stands in the way of a refresh, or is lost by it. */
final class RefreshObstacles {

    private static final int SHOWN = 5;

    private final CommandContext context;
    private final SqlRunner sql;

    RefreshObstacles(CommandContext context, SqlRunner sql) {
        this.context = context;
        this.sql = sql;
    }

    /** @throws TvshException with {@link ExitCode#REFUSED} if something that looks like a TVIEW cannot be refreshed */
    static void refuseUnregistered(TviewCatalog catalog) {
        List<String> missing = new ArrayList<>();
        catalog.unregistered().orRefuse("Whether every TVIEW is registered").stream()
                .map(Unregistered::shown)
                .forEach(missing::add);
        catalog.dangling().orRefuse("Whether every registration is whole").stream()
                .map(Dangling::entity)
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    missing.size() + " TVIEWs are not registered, or not as they are: " + shown(missing),
                    List.of(
                            "Refreshing the others would look like success, while writes still do not reach these.",
                            "Nothing was changed. Look: check. Refresh the others only: refresh-all --only NAMES"));
        }
    }

    /** @throws TvshException with {@link ExitCode#REFUSED} if a foreign key points to one of the tables */
    void refuseForeignKeys(List<Tview> tviews) {
        List<String> keys = sql.query("sql/refresh/foreign-keys.sql.vm", tables(tviews)).stream()
                .map(row -> new QualifiedName(row.text("from_schema"), row.text("from_table")) + " (" + row.text("name")
                        + ") to " + table(row))
                .toList();
        if (!keys.isEmpty()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "a refresh empties the table first, which foreign keys forbid: " + shown(keys),
                    List.of("Nothing was changed. Drop the key, or leave the TVIEW out: refresh-all --except NAMES"));
        }
    }

    /** What the user shall know before the question, one line each. */
    List<String> warnings(List<Tview> tviews) {
        List<String> warnings = new ArrayList<>();
        for (Entry off : context.journal().open(DisableTriggersCommand.NAME)) {
            warnings.add("! triggers are off since " + Moment.shown(off.begun())
                    + ": what is written during or after the refresh is missed   → enable-triggers first");
        }
        warnings.addAll(prepared(tviews));
        for (Row row : sql.query("sql/refresh/other-columns.sql.vm", tablesAndViews(tviews))) {
            warnings.add("! " + table(row) + ": the view does not have " + String.join(", ", row.texts("columns"))
                    + "; what is in there is lost");
        }
        return warnings;
    }

    private List<String> prepared(List<Tview> tviews) {
        Set<QualifiedName> wanted = new HashSet<>();
        tviews.forEach(tview -> wanted.add(tview.table()));
        List<String> warnings = new ArrayList<>();
        for (Row row : sql.query("sql/refresh/prepared.sql.vm", Map.of())) {
            if (wanted.contains(table(row))) {
                warnings.add(
                        "! prepared transaction '" + row.text("gid") + "', " + row.text("seconds") + " s old, holds "
                                + table(row) + ": its refresh waits until somebody commits or rolls it back");
            }
        }
        return warnings;
    }

    private static QualifiedName table(Row row) {
        return new QualifiedName(row.text("schema"), row.text("table"));
    }

    private static Map<String, Literal> tables(List<Tview> tviews) {
        return Map.of(
                "schemas", texts(tviews, tview -> tview.table().schema()),
                "tables", texts(tviews, tview -> tview.table().name()));
    }

    private static Map<String, Literal> tablesAndViews(List<Tview> tviews) {
        return Map.of(
                "schemas", texts(tviews, tview -> tview.table().schema()),
                "tables", texts(tviews, tview -> tview.table().name()),
                "viewSchemas", texts(tviews, tview -> tview.view().schema()),
                "views", texts(tviews, tview -> tview.view().name()));
    }

    private static Literal texts(List<Tview> tviews, Function<Tview, String> text) {
        return Literal.ofTexts(tviews.stream().map(text).toList());
    }

    static String shown(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? first + ", …" : first;
    }
}
