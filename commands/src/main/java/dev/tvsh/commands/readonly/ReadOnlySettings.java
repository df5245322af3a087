package dev.tvsh.commands.readonly;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether transactions on a database may write by default, for everybody and for roles that are told otherwise. What is said
 * of a role counts more than what is said of a database, and both together most.
 *
 * @param database the database
 * @param here by role what is set in this database; the empty role is everybody
 * @param everywhere by role what is set in all databases
 */
record ReadOnlySettings(String database, Map<String, Boolean> here, Map<String, Boolean> everywhere) {

    static final String EVERYBODY = "";

    static ReadOnlySettings read(SqlRunner sql) {
        Map<String, Boolean> here = new TreeMap<>();
        Map<String, Boolean> everywhere = new TreeMap<>();
        sql.each(
                "sql/readonly/settings.sql.vm",
                Map.of(),
                row -> (row.flag("everywhere") ? everywhere : here).put(row.text("role"), row.flag("enabled")));
        return new ReadOnlySettings(sql.info().database(), here, everywhere);
    }

    /** Whether everybody may only read. */
    boolean on() {
        return here.getOrDefault(EVERYBODY, false) && exceptions().isEmpty();
    }

    /** The roles that may write whatever is said of the database. */
    List<String> exceptions() {
        List<String> roles = new ArrayList<>();
        here.forEach((role, on) -> {
            if (!role.isEmpty() && !on) {
                roles.add(role);
            }
        });
        everywhere.forEach((role, on) -> {
            if (!role.isEmpty() && !on && !here.containsKey(role)) {
                roles.add(role);
            }
        });
        return roles;
    }

    /** What has to be set so that nobody may write, by role; and what it is now, if anything. */
    Map<String, Optional<Boolean>> toSwitchOn() {
        Map<String, Optional<Boolean>> changes = new LinkedHashMap<>();
        if (!here.getOrDefault(EVERYBODY, false)) {
            changes.put(EVERYBODY, Optional.ofNullable(here.get(EVERYBODY)));
        }
        exceptions().forEach(role -> changes.put(role, Optional.ofNullable(here.get(role))));
        return changes;
    }

    /** Sets it for a role in this database, or takes the setting away. */
    Rendered statement(Templates templates, String role, Optional<Boolean> value) {
        Map<String, Object> values = new HashMap<>();
        values.put("database", Identifier.of(database));
        values.put("ofRole", !role.isEmpty());
        if (!role.isEmpty()) {
            values.put("role", Identifier.of(role));
        }
        values.put("given", value.isPresent());
        values.put("value", Literal.of(value.orElse(false)));
        return templates.render("sql/readonly/set.sql.vm", values);
    }
}
