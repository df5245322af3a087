package dev.tvsh.commands.backup;

import dev.tvsh.commands.tview.QualifiedName;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The tables whose rows a dump holds, as {@code pg_restore --list} shows them. */
final class DumpListing {

    private static final String TABLE_DATA = " TABLE DATA ";

    private final TreeSet<String> tables = new TreeSet<>();

    /** Takes one line of the listing: {@code 4321; 0 16444 TABLE DATA public tb_user shop_owner}. */
    void add(String line) {
        int start = line.indexOf(TABLE_DATA);
        if (start > 0 && !line.startsWith(";")) {
            tables.add(line.substring(start + TABLE_DATA.length()));
        }
    }

    int size() {
        return tables.size();
    }

    /** The tables among these that the dump has no rows of. */
    List<QualifiedName> missing(Collection<QualifiedName> expected) {
        return expected.stream().filter(table -> !has(table)).toList();
    }

    private boolean has(QualifiedName table) {
        // The owner follows. Names are listed bare, with blanks for line ends.
        String start = (table.schema() + " " + table.name() + " ").replaceAll("[\r\n]", " ");
        String found = tables.ceiling(start);
        return found != null && found.startsWith(start);
    }
}
