package dev.tvsh.commands.adopt;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.manifest.GrantRecorder;
import dev.tvsh.commands.tview.manifest.Manifest.Grant;
import dev.tvsh.commands.tview.manifest.Manifest.MemberGrants;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Rights that were recorded and are not there: on the extension's own objects, where DROP EXTENSION loses them and then the
 * writes of an application fail, and on tables and views of TVIEWs, where a restore without privileges loses them. Only rights on
 * objects are given back; nobody becomes a member of a role.
 *
 * @param lost what has to be granted
 * @param gone roles that had rights and are not there any more
 */
record LostRights(List<Lost> lost, Set<String> gone) {

    /**
     * What one role has lost.
     *
     * @param object the object as it is now
     * @param grant what is missing of what was granted
     */
    record Lost(MemberGrants object, Grant grant) {}

    /**
     * Compares what was recorded with what is.
     *
     * @param members objects of the extension; one that is in another schema now is known by its name
     * @param relations tables and views of TVIEWs, which are all there
     */
    static LostRights of(SqlRunner sql, List<MemberGrants> members, List<MemberGrants> relations) {
        if (members.isEmpty() && relations.isEmpty()) {
            return new LostRights(List.of(), Set.of());
        }
        Map<String, MemberGrants> now = new HashMap<>();
        new GrantRecorder(sql).members().forEach(member -> now.put(key(member), member));
        Map<QualifiedName, List<Grant>> grants = new GrantRecorder(sql)
                .grantsOn(relations.stream().map(MemberGrants::name).toList());
        for (MemberGrants was : relations) {
            List<Grant> is = grants.getOrDefault(was.name(), List.of());
            now.put(was.name().toString(), new MemberGrants(was.kind(), was.name(), List.of(), "", is));
        }
        Set<String> roles = roles(sql, members, relations);
        List<Lost> lost = new ArrayList<>();
        Set<String> gone = new TreeSet<>();
        compare(members, LostRights::key, now, roles, lost, gone);
        compare(relations, relation -> relation.name().toString(), now, roles, lost, gone);
        return new LostRights(List.copyOf(lost), gone);
    }

    private static void compare(
            List<MemberGrants> recorded,
            Function<MemberGrants, String> key,
            Map<String, MemberGrants> now,
            Set<String> roles,
            List<Lost> lost,
            Set<String> gone) {
        for (MemberGrants was : recorded) {
            MemberGrants is = now.get(key.apply(was));
            for (Grant grant : was.grants()) {
                // What an owner may do comes with owning.
                if (is == null || grant.grantee().equals(was.owner())) {
                    continue;
                }
                List<String> privileges = missing(grant, is);
                if (!grant.grantee().isEmpty() && !roles.contains(grant.grantee())) {
                    gone.add(grant.grantee());
                } else if (!privileges.isEmpty()) {
                    lost.add(new Lost(is, new Grant(grant.grantee(), grant.column(), privileges, grant.grantable())));
                }
            }
        }
    }

    private static Set<String> roles(SqlRunner sql, List<MemberGrants> members, List<MemberGrants> relations) {
        Set<String> grantees = new TreeSet<>();
        members.forEach(member -> member.grants().forEach(grant -> grantees.add(grant.grantee())));
        relations.forEach(relation -> relation.grants().forEach(grant -> grantees.add(grant.grantee())));
        Set<String> roles = new HashSet<>();
        sql.each(
                "sql/adopt/roles.sql.vm",
                Map.of("roles", Literal.ofTexts(grantees)),
                row -> roles.add(row.text("name")));
        return roles;
    }

    /** Kind first, which no quoted name begins with. */
    private static String key(MemberGrants member) {
        return member.kind() + " " + member.name().name() + " " + member.arguments();
    }

    private static List<String> missing(Grant grant, MemberGrants is) {
        List<String> missing = new ArrayList<>(grant.privileges());
        for (Grant other : is.grants()) {
            boolean enough = other.grantable() || !grant.grantable();
            if (other.grantee().equals(grant.grantee()) && other.column().equals(grant.column()) && enough) {
                missing.removeAll(other.privileges());
            }
        }
        return missing;
    }

    boolean isEmpty() {
        return lost.isEmpty();
    }

    /** Gives them back. */
    List<Rendered> grants(Templates templates) {
        RightStatements statements = new RightStatements(templates);
        return lost.stream()
                .flatMap(one -> statements.grant(one.object(), one.grant()).stream())
                .toList();
    }

    /** Takes back what {@link #grants} gives. */
    List<Rendered> revokes(Templates templates) {
        RightStatements statements = new RightStatements(templates);
        return lost.stream()
                .flatMap(one -> statements.revoke(one.object(), one.grant()).stream())
                .toList();
    }

    /** What is given back, for people, for example {@code SELECT on public.tv_user to shop_app}. */
    List<String> shown() {
        return lost.stream()
                .map(one -> String.join(", ", one.grant().privileges())
                        + (one.grant().column().isEmpty()
                                ? ""
                                : " of " + Identifier.of(one.grant().column()))
                        + " on " + one.object().name() + " to "
                        + (one.grant().grantee().isEmpty()
                                ? "everyone"
                                : one.grant().grantee()))
                .toList();
    }
}
