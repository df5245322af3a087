package dev.tvsh.commands.adopt;

import dev.tvsh.commands.adopt.AdoptionSource.Refusal;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a source has to be registered in this database.
 *
 * @param added those that no registration is there for
 * @param replaced those whose registration refers to something gone, or says something else
 * @param right how many are registered just so
 * @param refused those that cannot be registered
 */
record AdoptionPlan(List<Registration> added, List<Registration> replaced, int right, List<Refusal> refused) {

    private static final Set<String> TABLES = Set.of("r", "p");
    private static final Set<String> VIEWS = Set.of("v", "m");

    /** Resolves every name of the source in the database, and looks at what is registered there. */
    static AdoptionPlan read(SqlRunner sql, Adoption adoption, AdoptionSource source) {
        AdoptionPlan plan =
                new AdoptionPlan(new ArrayList<>(), new ArrayList<>(), 0, new ArrayList<>(source.refused()));
        int[] right = {0};
        adoption.resolve(
                source.registrations(),
                (from, query) -> sql.stream(query, row -> {
                    Registration registration =
                            source.registrations().get(from + Math.toIntExact(row.number("place")) - 1);
                    if (plan.refuses(registration, row)) {
                        return;
                    }
                    if (row.flag("same")) {
                        right[0]++;
                    } else {
                        (row.flag("registered") ? plan.replaced : plan.added).add(registration);
                    }
                }));
        return new AdoptionPlan(
                List.copyOf(plan.added), List.copyOf(plan.replaced), right[0], List.copyOf(plan.refused));
    }

    private boolean refuses(Registration registration, Row row) {
        List<String> reasons = new ArrayList<>();
        kind(registration.table(), row.nullable("table_kind"), TABLES, "table", reasons);
        kind(registration.view(), row.nullable("view_kind"), VIEWS, "view", reasons);
        row.texts("missing").forEach(name -> reasons.add("no table " + name));
        String other = row.nullable("other");
        if (other != null) {
            reasons.add(registration.table() + " is registered as " + other);
        }
        String registered = row.nullable("registered_table");
        if (registered != null) {
            QualifiedName table = new QualifiedName(row.text("registered_schema"), registered);
            if (!table.equals(registration.table())) {
                reasons.add("is registered with the table " + table + ", not " + registration.table());
            }
        }
        if (!reasons.isEmpty()) {
            refused.add(new Refusal(registration.entity(), String.join("; ", reasons)));
        }
        return !reasons.isEmpty();
    }

    private static void kind(
            QualifiedName name, @Nullable String kind, Set<String> wanted, String what, List<String> reasons) {
        if (kind == null) {
            reasons.add("no " + what + " " + name);
        } else if (!wanted.contains(kind)) {
            reasons.add(name + " is no " + what);
        }
    }

    /** All that have to be registered. */
    List<Registration> registrations() {
        return Stream.concat(added.stream(), replaced.stream()).toList();
    }

    boolean isEmpty() {
        return added.isEmpty() && replaced.isEmpty();
    }
}
