package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Gives the side database the large objects of now; those that changed keep owner and rights of the backup. */
final class LargeObjectCarry {

    /** How they are called in lists, and by {@code --discard}. */
    static final QualifiedName NAME = new QualifiedName("pg_catalog", "pg_largeobject");

    /** What they are kept in. */
    static final Set<QualifiedName> TABLES = Set.of(NAME, new QualifiedName("pg_catalog", "pg_largeobject_metadata"));

    private static final int AT_A_TIME = 500;

    private final SqlRunner now;
    private final SqlRunner side;

    /** @param side in a transaction */
    LargeObjectCarry(SqlRunner now, SqlRunner side) {
        this.now = now;
        this.side = side;
    }

    /** Carries over those in these parts; all of them are staged before anything is written. */
    Optional<TableChange> carry(Set<Long> parts) {
        Map<String, Literal> values = Map.of("buckets", Literal.of(RowSums.PARTS), "parts", Literal.ofNumbers(parts));
        side.run("sql/carry/objects-stage.sql.vm", Map.of());
        side.run("sql/carry/pages-stage.sql.vm", Map.of());
        copy("objects", values);
        copy("pages", values);
        long deleted = side.one("sql/carry/objects-unlink.sql.vm", values).number("deleted");
        side.run("sql/carry/objects-same.sql.vm", Map.of());
        long changed = side.one("sql/carry/objects-empty.sql.vm", Map.of()).number("changed");
        Map<Long, String> owners = new TreeMap<>();
        side.each("sql/carry/objects-new.sql.vm", Map.of(), row -> owners.put(row.number("oid"), row.text("owner")));
        long inserted = side.one("sql/carry/objects-create.sql.vm", Map.of()).number("inserted");
        side.run("sql/carry/pages-write.sql.vm", Map.of());
        giveAway(owners);
        TableChange change = new TableChange(NAME, inserted, changed, deleted);
        return inserted + changed + deleted == 0 ? Optional.empty() : Optional.of(change);
    }

    private void copy(String what, Map<String, Literal> values) {
        RowPipe.copy(
                now,
                now.render("sql/carry/" + what + "-read.sql.vm", values),
                side,
                side.render("sql/carry/" + what + "-fill.sql.vm", Map.of()));
    }

    /** Owners, rights and comments of those that are new. */
    private void giveAway(Map<Long, String> owners) {
        owners.forEach((oid, owner) -> side.run(
                "sql/carry/object-owner.sql.vm", Map.of("oid", Literal.of(oid), "owner", Identifier.of(owner))));
        List<Long> all = List.copyOf(owners.keySet());
        List<Row> rights = new ArrayList<>();
        List<Row> comments = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_A_TIME) {
            List<Long> some = all.subList(from, Math.min(from + AT_A_TIME, all.size()));
            Map<String, Literal> oids = Map.of("oids", Literal.ofNumbers(some));
            rights.addAll(now.query("sql/carry/object-rights.sql.vm", oids));
            comments.addAll(now.query("sql/carry/object-comments.sql.vm", oids));
        }
        rights.forEach(this::grant);
        comments.forEach(comment -> side.run(
                "sql/carry/object-comment.sql.vm",
                Map.of("oid", Literal.of(comment.number("oid")), "comment", Literal.of(comment.text("comment")))));
    }

    private void grant(Row right) {
        Map<String, Object> values = new HashMap<>();
        values.put("oid", Literal.of(right.number("oid")));
        values.put("privileges", Identifier.list(right.texts("privileges")));
        values.put("everyone", right.text("grantee").isEmpty());
        values.put("grantable", right.flag("grantable"));
        if (!right.text("grantee").isEmpty()) {
            values.put("grantee", Identifier.of(right.text("grantee")));
        }
        side.run("sql/carry/object-grant.sql.vm", values);
    }
}
