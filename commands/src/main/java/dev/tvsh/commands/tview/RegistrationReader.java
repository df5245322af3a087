package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
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
     * The registrations of a catalog that was just read from the same session, by entity; without those that were removed
     * meanwhile.
     */
    public Map<String, Registration> read(TviewCatalog catalog) {
        Map<String, Registration> registrations = new HashMap<>();
        catalog.extension()
                .flatMap(extension -> extension.registrations().optional())
                .ifPresent(meta -> {
                    Map<String, Tview> tviews = new HashMap<>();
                    catalog.registered().orElse(List.of()).forEach(tview -> tviews.put(tview.entity(), tview));
                    sql.stream("sql/tview/registration-details.sql.vm", Map.of("meta", meta), row -> {
                        Tview tview = tviews.get(row.text("entity"));
                        if (tview != null) {
                            registrations.put(tview.entity(), registration(row, tview));
                        }
                    });
                });
        return registrations;
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
