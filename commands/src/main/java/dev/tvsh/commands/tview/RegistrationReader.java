package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads all that is recorded of registered TVIEWs, definitions included, for those who write it down. */
public final class RegistrationReader {
    private final SqlRunner sql;

    public RegistrationReader(SqlRunner sql) {
        this.sql = sql;
    }

    /**
     * The registrations of TVIEWs of a catalog that was just read from the same session, by entity; without those that were
     * removed meanwhile.
     *
     * @param registrations what stands for them, or for more, in a statement
     */
    public Map<String, Registration> read(Ref registrations, List<Tview> tviews) {
        Map<String, Tview> wanted = new HashMap<>();
        tviews.forEach(tview -> wanted.put(tview.entity(), tview));
        Map<String, Registration> found = new HashMap<>();
        sql.stream("sql/tview/registration-details.sql.vm", Map.of("meta", registrations), row -> {
            Tview tview = wanted.get(row.text("entity"));
            if (tview != null) {
                found.put(tview.entity(), registration(row, tview));
            }
        });
        return found;
    }

    private static Registration registration(Row row, Tview tview) {
        return new Registration(
                tview.entity(),
                tview.table(),
                tview.view(),
                row.text("definition"),
                tview.dependencies(),
                row.texts("fk_columns"),
                row.texts("uuid_fk_columns"),
                row.texts("dependency_types"),
                row.texts("dependency_paths"),
                row.texts("array_match_keys"),
                row.text("created_at"));
    }
}
