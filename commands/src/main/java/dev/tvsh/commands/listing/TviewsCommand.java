package dev.tvsh.commands.listing;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.WayBack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tviews}: every TVIEW and how it stands. */
public final class TviewsCommand implements Command {
    private static final int ROWS = 50;

    @Override
    public CommandSpec spec() {
        return CommandSpec.reading(
                "tviews",
                "list the TVIEWs and how each stands, the worst first",
                "[PATTERN...]",
                OptionSpec.flag("all", "show more than " + ROWS));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        List<NamePattern> patterns =
                invocation.arguments().stream().map(NamePattern::new).toList();
        try (SqlRunner sql = context.open()) {
            sql.lookOnly();
            TviewCatalog catalog = TviewCatalog.read(sql);
            List<Listed> found = Listing.of(catalog).stream()
                    .filter(tview ->
                            patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(tview)))
                    .toList();
            boolean whole = invocation.json() || invocation.has("all") || found.size() <= ROWS;
            List<Listed> shown = whole ? found : found.subList(0, ROWS);
            TableSizes tables = new TableSizes(sql);
            Fact<Map<QualifiedName, TableSize>> sizes = whole ? tables.ofAll(catalog) : tables.of(shown);
            if (!invocation.json()) {
                if (!shown.isEmpty()) {
                    context.output().accept(table(shown, sizes.orElse(Map.of())));
                }
                summary(catalog, sql, found, shown.size()).forEach(context::say);
                if (sizes instanceof Fact.Undetermined) {
                    context.say("? How large they are is not known: " + sizes.reason());
                }
            }
            return outcome(catalog, found, sizes);
        }
    }

    private static Event.Table table(List<Listed> tviews, Map<QualifiedName, TableSize> sizes) {
        List<List<String>> rows = new ArrayList<>();
        for (Listed tview : tviews) {
            TableSize size = size(tview, sizes);
            Long estimate = size.rows();
            Long bytes = size.bytes();
            rows.add(List.of(
                    tview.shown(),
                    tview.status(),
                    estimate == null ? "?" : Quantity.of(estimate),
                    bytes == null ? "?" : Bytes.shown(bytes)));
        }
        return new Event.Table(List.of("TVIEW", "Status", "Rows (about)", "Size"), rows);
    }

    private static TableSize size(Listed tview, Map<QualifiedName, TableSize> sizes) {
        return tview.table()
                .map(table -> sizes.getOrDefault(table, TableSize.UNKNOWN))
                .orElse(TableSize.UNKNOWN);
    }

    private static List<String> summary(TviewCatalog catalog, SqlRunner sql, List<Listed> found, int shown) {
        List<String> lines = new ArrayList<>();
        if (shown < found.size()) {
            lines.add("and " + Quantity.of(found.size() - shown) + " more   → tviews --all");
        }
        List<String> parts = new ArrayList<>();
        for (Standing standing : Standing.values()) {
            long count =
                    found.stream().filter(tview -> tview.standing() == standing).count();
            if (count > 0) {
                parts.add(Quantity.of(count) + " " + standing.word());
            }
        }
        lines.add(Quantity.of(found.size(), "TVIEW") + (parts.isEmpty() ? "" : ": ") + String.join(", ", parts)
                + " · pg_tviews " + catalog.dialect().label());
        if (catalog.registered() instanceof Fact.Undetermined) {
            lines.add("? Which TVIEWs are registered is not known: "
                    + catalog.registered().reason());
        }
        if (found.stream().anyMatch(tview -> tview.standing() == Standing.UNREGISTERED)) {
            WayBack.lines(catalog, sql).forEach(line -> lines.add("→ " + line));
        }
        return lines;
    }

    private static Outcome outcome(
            TviewCatalog catalog, List<Listed> found, Fact<Map<QualifiedName, TableSize>> sizes) {
        Map<String, Object> document = CatalogDocument.head(catalog);
        document.put(
                "tviews",
                found.stream()
                        .map(tview -> {
                            Map<String, @Nullable Object> json = new LinkedHashMap<>(tview.toJson());
                            TableSize size = size(tview, sizes.orElse(Map.of()));
                            json.put("rows", size.rows());
                            json.put("bytes", size.bytes());
                            return json;
                        })
                        .toList());
        return new Outcome(
                catalog.registered() instanceof Fact.Known ? ExitCode.DONE : ExitCode.REFUSED,
                document,
                found.stream().map(Listed::stable).toList());
    }
}
