package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.connection.ReadOnlyTransaction;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a manifest says of the objects of the extension and of TVIEWs: whose they are, who may use them, what hangs on them. */
public final class GrantRecorder {
    private final SqlRunner sql;

    public GrantRecorder(SqlRunner sql) {
        this.sql = sql;
    }

    /** Who may use the objects of the extension. */
    public List<Manifest.MemberGrants> members() {
        List<Manifest.MemberGrants> members = new ArrayList<>();
        for (Row row : sql.query("sql/tview/member-grants.sql.vm", Map.of())) {
            Manifest.MemberGrants next = member(row);
            int last = members.size() - 1;
            if (last >= 0 && sameObject(members.get(last), next)) {
                List<Manifest.Grant> grants = new ArrayList<>(members.get(last).grants());
                grants.addAll(next.grants());
                members.set(last, withGrants(next, grants));
            } else {
                members.add(next);
            }
        }
        return List.copyOf(members);
    }

    private static Manifest.MemberGrants member(Row row) {
        List<String> schemas = row.texts("argument_schemas");
        List<String> names = row.texts("argument_names");
        List<QualifiedName> arguments = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            arguments.add(new QualifiedName(schemas.get(i), names.get(i)));
        }
        return new Manifest.MemberGrants(
                row.text("kind"), ManifestRecorder.name(row), arguments, row.text("owner"), List.of(grant(row)));
    }

    private static boolean sameObject(Manifest.MemberGrants one, Manifest.MemberGrants other) {
        return withGrants(one, List.of()).equals(withGrants(other, List.of()));
    }

    private static Manifest.MemberGrants withGrants(Manifest.MemberGrants member, List<Manifest.Grant> grants) {
        return new Manifest.MemberGrants(member.kind(), member.name(), member.arguments(), member.owner(), grants);
    }

    /**
     * The tables and views of all registrations.
     *
     * @param registrations what stands for them in a statement
     */
    Map<QualifiedName, Manifest.RelationFacts> relations(Ref registrations) {
        return ReadOnlyTransaction.run(sql, () -> {
            Map<QualifiedName, List<Manifest.Grant>> grants = grants(registrations);
            Map<QualifiedName, Manifest.RelationFacts> relations = new HashMap<>();
            sql.stream("sql/tview/relations.sql.vm", Map.of("meta", registrations), row -> {
                QualifiedName name = ManifestRecorder.name(row);
                relations.put(
                        name,
                        new Manifest.RelationFacts(
                                row.text("owner"),
                                grants.getOrDefault(name, List.of()),
                                row.texts("columns"),
                                row.texts("constraints"),
                                row.texts("indexes"),
                                row.texts("options"),
                                row.texts("dependents"),
                                row.text("comment"),
                                columnComments(row)));
            });
            return relations;
        });
    }

    /** Who may use these tables and views; without those that nobody may use, or that are not there. */
    public Map<QualifiedName, List<Manifest.Grant>> grantsOn(List<QualifiedName> relations) {
        return relations.isEmpty()
                ? Map.of()
                : grants(sql.render(
                        "sql/adopt/named-relations.sql.vm",
                        Map.of(
                                "schemas",
                                        Literal.ofTexts(relations.stream()
                                                .map(QualifiedName::schema)
                                                .toList()),
                                "names",
                                        Literal.ofTexts(relations.stream()
                                                .map(QualifiedName::name)
                                                .toList()))));
    }

    private Map<QualifiedName, List<Manifest.Grant>> grants(Ref registrations) {
        Map<QualifiedName, List<Manifest.Grant>> grants = new HashMap<>();
        sql.stream(
                "sql/tview/relation-grants.sql.vm",
                Map.of("meta", registrations),
                row -> grants.computeIfAbsent(ManifestRecorder.name(row), name -> new ArrayList<>())
                        .add(grant(row)));
        return grants;
    }

    private static Map<String, String> columnComments(Row row) {
        List<String> columns = row.texts("commented_columns");
        List<String> comments = row.texts("column_comments");
        Map<String, String> byColumn = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
            byColumn.put(columns.get(i), comments.get(i));
        }
        return byColumn;
    }

    /** The functions that triggers of TVIEWs call and that do not belong to the extension. */
    List<Manifest.HandlerFunction> handlers() {
        return ReadOnlyTransaction.run(
                sql,
                () -> sql.query("sql/tview/handler-definitions.sql.vm", Map.of()).stream()
                        .map(row -> new Manifest.HandlerFunction(
                                ManifestRecorder.name(row), row.text("owner"), row.text("definition")))
                        .toList());
    }

    static Manifest.Grant grant(Row row) {
        return new Manifest.Grant(
                row.text("grantee"), row.text("attribute"), row.texts("privileges"), row.flag("grantable"));
    }
}
