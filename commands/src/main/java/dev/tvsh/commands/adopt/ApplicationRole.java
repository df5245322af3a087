package dev.tvsh.commands.adopt;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The role that an application writes as. The trigger runs with its rights, so what it may not do with the extension's own table
 * and with the TVIEWs makes its writes fail.
 */
record ApplicationRole(String name) {

    /**
     * The role, if the session can become it.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if there is no such role, or the session may not
     */
    static ApplicationRole of(String name, SqlRunner sql) {
        List<Row> found = sql.query("sql/adopt/role.sql.vm", Map.of("role", Literal.of(name)));
        if (found.isEmpty()) {
            throw new TvshException(
                    ExitCode.REFUSED, "there is no role '" + name + "'", List.of("Nothing was changed.", "\\du"));
        }
        if (!found.get(0).flag("settable")) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    sql.info().user() + " may not become " + name + ", so its writes cannot be tried",
                    List.of("Nothing was changed. Connect as a superuser, or leave --as out."));
        }
        return new ApplicationRole(name);
    }

    /**
     * What it lacks to write the base tables of these TVIEWs, as statements that give it. Looked up, never tried: an error in a
     * function of the extension may end the whole server.
     */
    List<String> lacking(SqlRunner sql, QualifiedName metadata, List<Tview> tviews) {
        List<String> schemas = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> privileges = new ArrayList<>();
        List<Needed> needed = new ArrayList<>();
        needed.add(new Needed(metadata, List.of("SELECT")));
        for (Tview tview : tviews) {
            needed.add(new Needed(tview.view(), List.of("SELECT")));
            needed.add(new Needed(tview.table(), List.of("SELECT", "INSERT", "UPDATE")));
        }
        for (Needed one : needed) {
            for (String privilege : one.privileges()) {
                schemas.add(one.relation().schema());
                names.add(one.relation().name());
                privileges.add(privilege);
            }
        }
        return sql
                .query(
                        "sql/adopt/missing-rights.sql.vm",
                        Map.of(
                                "role", Literal.of(name),
                                "schemas", Literal.ofTexts(schemas),
                                "names", Literal.ofTexts(names),
                                "privileges", Literal.ofTexts(privileges)))
                .stream()
                .map(this::statement)
                .toList();
    }

    private String statement(Row row) {
        String object = row.flag("relation")
                ? new QualifiedName(row.text("schema"), row.text("name")).toString()
                : "SCHEMA " + Identifier.of(row.text("name"));
        return "GRANT " + String.join(", ", row.texts("privileges")) + " ON " + object + " TO " + Identifier.of(name)
                + ";";
    }

    private record Needed(QualifiedName relation, List<String> privileges) {}
}
