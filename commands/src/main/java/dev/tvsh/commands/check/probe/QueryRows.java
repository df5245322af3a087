package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.Ask;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.ledger.BuildMarks;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.templates.Literal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the rows of a check's query together to an answer, from one database or several. */
final class QueryRows {
    /** How many objects are kept; of more only the number. */
    private static final int KEPT = 1000;

    private static final int OLDEST = 14;
    private static final int NEWEST = 19;

    private final CheckSpec spec;
    private final CheckContext context;
    private final BuildMarks marks;
    private final List<String> objects = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private @Nullable Severity worst;
    private boolean asTheRouteSays;
    private boolean unseen;
    private String remedy = "";
    private long count;

    QueryRows(CheckSpec spec, CheckContext context, BuildMarks marks) {
        this.spec = spec;
        this.context = context;
        this.marks = marks;
    }

    /** Asks, and takes the rows as they come. */
    void read(SqlRunner sql, Ask.Query query, String database) {
        sql.each(query.template(), values(query, context), row -> {
            if (!paid(spec, context, marks, row, sql.info().database())) {
                add(row, database);
            }
        });
    }

    /** What a query of a check may refer to. */
    static Map<String, ?> values(Ask.Query query, CheckContext context) {
        Map<String, Object> values = new HashMap<>();
        values.put("from", Literal.of(context.current().number()));
        values.put("to", Literal.of(context.target().map(ServerVersion::number).orElse(0)));
        values.put("release", Literal.of(context.release()));
        for (int major = OLDEST; major <= NEWEST; major++) {
            values.put("since" + major, context.current().major() >= major);
        }
        values.putAll(literals(query.with()));
        values.put("data", query.data().stream().map(QueryRows::literals).toList());
        return values;
    }

    private static Map<String, Literal> literals(Map<String, String> texts) {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, text -> Literal.of(text.getValue())));
    }

    /** Whether a row is about something that was made anew on a server without the fault. */
    static boolean paid(CheckSpec spec, CheckContext context, BuildMarks marks, Row row, String database) {
        String built = optional(row, "built");
        return !built.isEmpty()
                && !spec.window().fixed().isEmpty()
                && spec.window().corrected(context.current())
                && marks.anew(spec.id(), database, row.text("object"), built);
    }

    private void add(Row row, String database) {
        String reason = optional(row, "undetermined");
        String place = database.isEmpty() ? "" : " (database " + database + ")";
        if (!reason.isEmpty()) {
            reasons.add(reason + place);
            return;
        }
        count++;
        judge(row);
        if (objects.size() < KEPT) {
            objects.add(row.text("object") + place);
            shown.add(shown(row) + place);
        }
    }

    private void judge(Row row) {
        String severity = optional(row, "severity");
        if (severity.isEmpty()) {
            asTheRouteSays = true;
        } else {
            Severity one = Severity.parse(severity);
            worst = worst == null || one.compareTo(worst) < 0 ? one : worst;
        }
        if (remedy.isEmpty()) {
            remedy = optional(row, "remedy");
        }
        unseen |= optional(row, "unseen").equals("t") || optional(row, "unseen").equals("true");
    }

    private static String shown(Row row) {
        String detail = optional(row, "detail");
        String age = optional(row, "age");
        String bytes = optional(row, "bytes");
        return (detail.isEmpty() ? row.text("object") : detail)
                + (age.isEmpty() ? "" : ", " + Quantity.age(Long.parseLong(age)) + " old")
                + (bytes.isEmpty() ? "" : ", " + Bytes.shown(Long.parseLong(bytes)));
    }

    private static String optional(Row row, String column) {
        boolean there = row.columns().stream().anyMatch(one -> one.name().equals(column));
        String value = there ? row.nullable(column) : null;
        return value == null ? "" : value;
    }

    void undetermined(String reason) {
        reasons.add(reason);
    }

    Answer answer() {
        if (!reasons.isEmpty()) {
            return Answer.undetermined(Shown.names(List.copyOf(reasons)) + (count == 0 ? "" : "; and " + detail()));
        }
        if (count == 0) {
            return Answer.ok();
        }
        // Where a row leaves it to the route, no other row can make it less.
        Optional<Severity> severity = asTheRouteSays ? Optional.empty() : Optional.ofNullable(worst);
        return new Answer(Status.PROBLEM, severity, objects.stream().sorted().toList(), detail(), remedy());
    }

    /** Where nothing shows that it was done, somebody has to say so. */
    private String remedy() {
        if (!unseen) {
            return remedy;
        }
        LocalDate nextYear =
                LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC).plusYears(1);
        return (remedy.isEmpty() ? spec.remedy() : remedy) + "; when it is done: waive " + spec.id()
                + " --reason done --until " + nextYear;
    }

    private String detail() {
        String names = shown.size() < count && shown.size() == KEPT
                ? Shown.names(shown.subList(0, 2)) + " and " + Quantity.of(count - 2) + " more"
                : Shown.names(shown);
        return spec.noun().isEmpty() ? names : Quantity.of(count, spec.noun(), spec.nouns()) + ": " + names;
    }
}
