package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The tables whose rows a dump holds, as {@code pg_restore --list} shows them. */
public final class DumpListing {

    private static final String TABLE_DATA = " TABLE DATA ";

    private final TreeSet<String> tables = new TreeSet<>();

    /** Takes one line of the listing: {@code 4321; 0 16444 TABLE DATA public tb_user shop_owner}. */
    void add(String line) {
        int start = line.indexOf(TABLE_DATA);
        if (start > 0 && !line.startsWith(";")) {
            tables.add(line.substring(start + TABLE_DATA.length()));
        }
    }

    /**
     * Reads the table of contents of a backup.
     *
     * @throws TvshException if it cannot be read
     */
    public static DumpListing read(CommandContext context, ClientTools tools, Path dump) {
        DumpListing listing = new DumpListing();
        HostResult result = context.here()
                .run(
                        context.templates()
                                .render(
                                        "host/backup/list.sh.vm",
                                        Map.of("tools", tools.folder(), "file", ShellWord.of(dump))),
                        context.connector().target().clientEnvironment(),
                        listing::add);
        ClientTools.requireSuccess(result, "the dump cannot be read", ExitCode.NEGATIVE, List.of());
        return listing;
    }

    /** The tables among these that the dump has no rows of. */
    public List<QualifiedName> missing(Collection<QualifiedName> expected) {
        return expected.stream().filter(table -> !has(table)).toList();
    }

    private boolean has(QualifiedName table) {
        // The owner follows. Names are listed bare, with blanks for line ends.
        String start = (table.schema() + " " + table.name() + " ").replaceAll("[\r\n]", " ");
        String found = tables.ceiling(start);
        return found != null && found.startsWith(start);
    }
}
