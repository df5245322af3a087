package dev.tvsh.commands.check.catalog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads one check out of its JSON object; what is not in order is an error that names the check. */
final class SpecReader {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9_]*)+");
    private static final Set<String> FIELDS = Set.of(
            "id",
            "title",
            "why",
            "routes",
            "window",
            "sql",
            "in",
            "with",
            "data",
            "host",
            "probe",
            "manual",
            "one",
            "many",
            "remedy",
            "fix",
            "lasting",
            "urgent",
            "named",
            "unproved",
            "source");
    private static final Set<String> BOUNDS = Set.of("from", "before", "to", "toBefore", "crosses", "fixed", "into");

    /** Of what only makes an object anew. */
    private static final String SAME_AGAIN = "none is needed: what is made is what the definition says";

    private final String file;
    private final JsonNode check;

    SpecReader(String file, JsonNode check) {
        this.file = file;
        this.check = check;
    }

    CheckSpec read() {
        String id = text("id");
        demand(ID.matcher(id).matches(), "has no proper id");
        for (String field : check.propertyNames()) {
            demand(FIELDS.contains(field), "has an unknown field " + field);
        }
        return new CheckSpec(
                id,
                needed("title"),
                needed("why"),
                routes(),
                window(),
                ask(),
                text("one"),
                text("many"),
                text("remedy"),
                fix(),
                check.path("lasting").asBoolean(true),
                check.path("urgent").asBoolean(false),
                check.path("named").asBoolean(false),
                text("unproved"),
                text("source"));
    }

    private Map<Route, Severity> routes() {
        Map<Route, Severity> routes = new EnumMap<>(Route.class);
        check.path("routes").properties().forEach(entry -> {
            Severity severity = Severity.parse(entry.getValue().asString());
            routes.put(Route.parse(entry.getKey()), severity);
        });
        demand(!routes.isEmpty(), "matters on no route");
        return routes;
    }

    private Window window() {
        JsonNode window = check.path("window");
        for (String bound : window.propertyNames()) {
            demand(BOUNDS.contains(bound), "has an unknown bound " + bound);
        }
        List<ServerVersion> fixed = new ArrayList<>();
        for (JsonNode version : window.path("fixed")) {
            fixed.add(ServerVersion.parse(version.asString()));
        }
        List<Releases> into = new ArrayList<>();
        window.path("into").properties().forEach(releases -> {
            ServerVersion next = ServerVersion.parse(releases.getValue().asString());
            into.add(new Releases(ServerVersion.parse(releases.getKey()), next));
        });
        return new Window(
                version(window, "from"),
                version(window, "before"),
                version(window, "to"),
                version(window, "toBefore"),
                version(window, "crosses"),
                fixed,
                into);
    }

    private static Optional<ServerVersion> version(JsonNode window, String bound) {
        return window.has(bound)
                ? Optional.of(ServerVersion.parse(window.path(bound).asString()))
                : Optional.empty();
    }

    private Ask ask() {
        List<Ask> asks = new ArrayList<>();
        if (check.has("sql")) {
            String where = check.path("in").asString("database");
            demand(where.equals("each") || where.equals("database"), "is asked in no known place: " + where);
            asks.add(new Ask.Query(text("sql"), where.equals("each"), texts(check.path("with")), data()));
        }
        if (check.has("host")) {
            asks.add(new Ask.Host(text("host")));
        }
        if (check.has("probe")) {
            asks.add(new Ask.Code(text("probe")));
        }
        if (check.has("manual")) {
            asks.add(new Ask.Person(text("manual")));
        }
        demand(asks.size() == 1, "has to have one of sql, host, probe and manual");
        return asks.get(0);
    }

    private List<Map<String, String>> data() {
        List<Map<String, String>> rows = new ArrayList<>();
        if (check.has("data")) {
            CheckCatalog.json(text("data")).forEach(row -> rows.add(texts(row)));
        }
        return rows;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asString()));
        return texts;
    }

    private Fix fix() {
        JsonNode fix = check.path("fix");
        if (fix.has("command")) {
            return new Fix.Command(fix.path("command").asString());
        }
        return fix.has("sql")
                ? new Fix.Statement(fix.path("sql").asString(), fix.path("undo").asString(SAME_AGAIN))
                : new Fix.None();
    }

    private String needed(String field) {
        demand(!text(field).isEmpty(), "has no " + field);
        return text(field);
    }

    private String text(String field) {
        return check.path(field).asString("");
    }

    private void demand(boolean met, String problem) {
        if (!met) {
            throw new IllegalArgumentException(file + ": check " + text("id") + " " + problem);
        }
    }
}
