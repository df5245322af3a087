package dev.tvsh.commands.refresh;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Dangling;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What makes a refresh fail or go wrong, found before its first statement. */
final class RefreshObstacles {

    private static final int SHOWN = 5;

    private final SqlRunner sql;

    RefreshObstacles(SqlRunner sql) {
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
            throw refused(
                    missing.size() + " TVIEWs are not registered, or not as they are: " + shown(missing),
                    "Refreshing the others would look like success, while writes still do not reach these.",
                    "Nothing was changed. Look: check. Refresh the others only: refresh-all --only NAMES");
        }
    }

    /** @throws TvshException with {@link ExitCode#REFUSED} if one of these cannot be emptied and filled by this role */
    void refuse(List<Tview> tviews, Collection<RefreshTable> tables) {
        refuseForeignKeys(tviews);
        refuse(
                tables,
                table -> !table.lacking().isEmpty(),
                "the table lacks columns that its view has",
                "The view was changed since. Make the TVIEW again, or leave it out: --except NAMES");
        refuse(
                tables,
                table -> !table.rules().isEmpty(),
                "rules of the table do something else in place of an INSERT",
                "Drop or disable them, or leave the TVIEW out: --except NAMES");
        refuse(
                tables,
                table -> !table.mayEmpty(),
                "this role may not empty the table",
                "GRANT TRUNCATE, INSERT on it, or connect as its owner");
        refuse(
                tables,
                table -> !table.mayFill(),
                "this role may not insert into the table",
                "GRANT INSERT on it, or connect as its owner");
        refuse(tables, table -> !table.mayRead(), "this role may not read the view", "GRANT SELECT on it");
        refuse(
                tables,
                RefreshTable::policies,
                "row security of the table applies to this role, which may not see or insert every row",
                "Connect as a role with BYPASSRLS, or as its owner where it is not forced");
        refusePolicies(tviews);
    }

    /** @param triggersOf the tables that have triggers of the extension, which only an owner may switch off */
    static void refuseStrangers(Collection<RefreshTable> tables, Predicate<QualifiedName> triggersOf) {
        refuse(
                tables,
                table -> !table.owned() && triggersOf.test(table.name()),
                "the table has triggers of pg_tviews, which only its owner may switch off meanwhile",
                "Connect as its owner");
    }

    /** Where an error of a deferred constraint would come inside of a utility statement, with the library in the session. */
    static void refuseDeferred(Collection<RefreshTable> tables, Predicate<QualifiedName> triggersOf) {
        refuse(
                tables,
                table -> table.deferred() && triggersOf.test(table.name()),
                "deferred constraints of the table would be checked where, with pg_tviews preloaded, an error ends the server",
                "SET CONSTRAINTS is needed here. Drop them, or leave the TVIEW out: --except NAMES");
    }

    private void refuseForeignKeys(List<Tview> tviews) {
        List<String> keys = sql
                .query(
                        "sql/refresh/foreign-keys.sql.vm",
                        Map.of(
                                "schemas",
                                Literal.ofTexts(tviews.stream()
                                        .map(tview -> tview.table().schema())
                                        .toList()),
                                "tables",
                                Literal.ofTexts(tviews.stream()
                                        .map(tview -> tview.table().name())
                                        .toList())))
                .stream()
                .map(row -> new QualifiedName(row.text("from_schema"), row.text("from_table")) + " ("
                        + row.text("name") + ") to "
                        + new QualifiedName(row.text("schema"), row.text("table")))
                .toList();
        if (!keys.isEmpty()) {
            throw refused(
                    "a refresh empties the table first, which foreign keys forbid: " + shown(keys),
                    "Nothing was changed. Drop the key, or leave the TVIEW out: refresh-all --except NAMES");
        }
    }

    private void refusePolicies(List<Tview> tviews) {
        List<Row> found = sql.query("sql/refresh/policies.sql.vm", RefreshTable.tablesAndViews(tviews));
        if (!found.isEmpty()) {
            List<String> lines = found.stream()
                    .map(row -> new QualifiedName(row.text("view_schema"), row.text("view")) + " reads "
                            + new QualifiedName(row.text("schema"), row.text("table")) + " as " + row.text("role"))
                    .toList();
            throw refused(
                    "row security hides rows from the views, so the tables would lose them: " + shown(lines),
                    "Nothing was changed. Give the role BYPASSRLS, or leave the TVIEW out: refresh-all --except NAMES");
        }
    }

    private static void refuse(
            Collection<RefreshTable> tables, Predicate<RefreshTable> wrong, String what, String advice) {
        List<String> names = tables.stream()
                .filter(wrong)
                .map(table -> table.name()
                        + Stream.of(table.lacking(), table.rules())
                                .filter(details -> !details.isEmpty())
                                .findFirst()
                                .map(details -> " (" + String.join(", ", details) + ")")
                                .orElse(""))
                .sorted()
                .toList();
        if (!names.isEmpty()) {
            throw refused(what + ": " + shown(names), "Nothing was changed. " + advice);
        }
    }

    private static TvshException refused(String message, String... advice) {
        return new TvshException(ExitCode.REFUSED, message, List.of(advice));
    }

    static String shown(List<String> names) {
        List<String> first = names.stream().limit(SHOWN).toList();
        return String.join(", ", first) + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }
}
