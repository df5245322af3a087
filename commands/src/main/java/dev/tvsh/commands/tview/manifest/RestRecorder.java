package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts and sums up what no TVIEW reads: a copy has to bring it all the same. */
final class RestRecorder {

    private final SqlRunner sql;

    RestRecorder(SqlRunner sql) {
        this.sql = sql;
    }

    /** @param known the tables that are recorded elsewhere */
    Manifest.Rest record(ContentReader reader, Set<QualifiedName> known, Unknowns unknowns) {
        Set<QualifiedName> others = new TreeSet<>();
        sql.each("sql/tview/other-tables.sql.vm", Map.of(), row -> others.add(ManifestRecorder.name(row)));
        others.removeAll(known);
        return new Manifest.Rest(
                reader.read(others, unknowns), unknowns.orNull("large objects", Fact.ask(reader::largeObjects)));
    }
}
