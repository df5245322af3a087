package dev.tvsh.commands.check;

import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code check --list}: every check, when it applies and why; nobody is asked. */
final class CheckList {
    private final List<CheckSpec> checks;

    CheckList(List<CheckSpec> checks) {
        this.checks = checks;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (CheckSpec check : checks) {
            String window = check.window().words();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-24s %s (%s%s)%s",
                    check.id(),
                    check.title(),
                    routes(check),
                    (window.isEmpty() ? "" : "; " + window) + (check.named() ? "; only where it is named" : ""),
                    check.unproved().isEmpty() ? "" : " [unproved: " + check.unproved() + "]"));
            lines.add("                         " + check.why());
        }
        lines.add(checks.size() + " checks");
        return lines;
    }

    private static String routes(CheckSpec check) {
        return check.routes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> (entry.getKey() == Route.ANY && check.routes().size() > 1
                                ? "else"
                                : entry.getKey().word())
                        + ": " + entry.getValue().word())
                .collect(Collectors.joining(", "));
    }

    List<Map<String, Object>> document() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (CheckSpec check : checks) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", check.id());
            one.put("title", check.title());
            one.put("why", check.why());
            Map<String, String> routes = new LinkedHashMap<>();
            check.routes().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry ->
                            routes.put(entry.getKey().word(), entry.getValue().word()));
            one.put("routes", routes);
            one.put("window", check.window().words());
            one.put("remedy", check.remedy());
            one.put("unproved", check.unproved());
            one.put("source", check.source());
            all.add(one);
        }
        return all;
    }
}
