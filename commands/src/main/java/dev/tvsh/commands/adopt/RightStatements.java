package dev.tvsh.commands.adopt;

import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.manifest.Manifest.Grant;
import dev.tvsh.commands.tview.manifest.Manifest.MemberGrants;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** GRANT and REVOKE statements for recorded rights. */
public final class RightStatements {

    private final Templates templates;

    public RightStatements(Templates templates) {
        this.templates = templates;
    }

    /** Gives a right on an object. */
    public List<Rendered> grant(MemberGrants object, Grant grant) {
        return render(object, grant, false);
    }

    /** Takes back what {@link #grant} gives. */
    List<Rendered> revoke(MemberGrants object, Grant grant) {
        return render(object, grant, true);
    }

    private List<Rendered> render(MemberGrants object, Grant grant, boolean revoke) {
        return parts(grant)
                .map(part -> templates.render("sql/adopt/grant.sql.vm", values(object, part, revoke)))
                .toList();
    }

    /** A list of columns belongs to one privilege, and would leave the others on the whole table. */
    private static Stream<Grant> parts(Grant grant) {
        return grant.column().isEmpty()
                ? Stream.of(grant)
                : grant.privileges().stream()
                        .map(privilege ->
                                new Grant(grant.grantee(), grant.column(), List.of(privilege), grant.grantable()));
    }

    private static Map<String, Object> values(MemberGrants object, Grant grant, boolean revoke) {
        Map<String, Object> values = new HashMap<>();
        values.put("revoke", revoke);
        values.put("function", object.kind().equals("FUNCTION"));
        values.put("sequence", object.kind().equals("SEQUENCE"));
        values.put("object", object.name().identifier());
        values.put(
                "arguments",
                object.arguments().stream().map(QualifiedName::identifier).toList());
        values.put(
                "privileges",
                Identifier.list(grant.privileges().stream()
                        .map(privilege -> privilege.toLowerCase(Locale.ROOT))
                        .toList()));
        values.put("ofColumn", !grant.column().isEmpty());
        if (!grant.column().isEmpty()) {
            values.put("column", Identifier.of(grant.column()));
        }
        values.put("everyone", grant.grantee().isEmpty());
        values.put("grantable", grant.grantable());
        if (!grant.grantee().isEmpty()) {
            values.put("grantee", Identifier.of(grant.grantee()));
        }
        return values;
    }
}
