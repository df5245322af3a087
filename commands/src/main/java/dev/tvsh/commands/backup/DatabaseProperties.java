package dev.tvsh.commands.backup;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What belongs to a database itself and comes back with no restore into another name: rights, limit, stored settings. */
final class DatabaseProperties {

    /** Settings whose stored value is a list of names. */
    private static final Set<String> LISTS = Set.of(
            "search_path",
            "temp_tablespaces",
            "local_preload_libraries",
            "session_preload_libraries",
            "shared_preload_libraries",
            "unix_socket_directories");

    private final Identifier database;
    private final Manifest.DatabaseFacts facts;

    DatabaseProperties(String database, Manifest.DatabaseFacts facts) {
        this.database = Identifier.of(database);
        this.facts = facts;
    }

    void restoreRights(SqlRunner sql) {
        sql.run("sql/rollback/revoke-all.sql.vm", Map.of("database", database, "owner", Identifier.of(facts.owner())));
        for (Manifest.Grant grant : facts.grants()) {
            List<String> privileges = grant.privileges().stream()
                    .map(privilege -> privilege.toLowerCase(Locale.ROOT))
                    .toList();
            Map<String, Object> values = new HashMap<>();
            values.put("database", database);
            values.put("privileges", Identifier.list(privileges));
            values.put("everyone", grant.grantee().isEmpty());
            values.put("grantable", grant.grantable());
            if (!grant.grantee().isEmpty()) {
                values.put("grantee", Identifier.of(grant.grantee()));
            }
            sql.run("sql/rollback/grant.sql.vm", values);
        }
        sql.run(
                "sql/rollback/connection-limit.sql.vm",
                Map.of(
                        "database",
                        database,
                        "unlimited",
                        facts.connectionLimit() < 0,
                        "limit",
                        Literal.of(facts.connectionLimit())));
    }

    void restoreComment(SqlRunner sql, String comment) {
        sql.run("sql/rollback/comment.sql.vm", Map.of("database", database, "comment", Literal.of(comment)));
    }

    /** @param sql a session on the database itself, which is not used for anything else that depends on its settings */
    void restoreSettings(SqlRunner sql) {
        for (Manifest.Setting setting : facts.settings()) {
            boolean list = LISTS.contains(setting.name().toLowerCase(Locale.ROOT));
            if (list) {
                sql.run(
                        "sql/rollback/set-here.sql.vm",
                        Map.of("name", Literal.of(setting.name()), "value", Literal.of(setting.value())));
            }
            Map<String, Object> values = new HashMap<>();
            values.put("database", database);
            values.put("ofRole", !setting.role().isEmpty());
            values.put("name", Identifier.of(setting.name().split("\\.", -1)));
            values.put("list", list);
            values.put("value", Literal.of(setting.value()));
            if (!setting.role().isEmpty()) {
                values.put("role", Identifier.of(setting.role()));
            }
            sql.run("sql/rollback/setting.sql.vm", values);
        }
    }
}
