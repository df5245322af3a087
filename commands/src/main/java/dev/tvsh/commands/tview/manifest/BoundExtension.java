package dev.tvsh.commands.tview.manifest;

import java.util.Map;
import java.util.TreeMap;

/**
 * pg_cron. It can only be made in the database that the server's configuration names ({@code cron.database_name}, with which its
 * script compares the name of the database), so no copy beside can have it.
 */
public final class BoundExtension {

    /** Its name in {@code pg_extension}. */
    public static final String NAME = "pg_cron";

    /**
     * What of it is in a dump, as an extended regular expression for lines of {@code pg_restore --list}: itself, and the rows, numbers
     * and grants in its schema, which it makes and owns.
     */
    public static final String ENTRIES = "^[0-9]+; [0-9]+ [0-9]+ "
            + "(EXTENSION - pg_cron |COMMENT - EXTENSION pg_cron |[A-Z ]+ cron |[A-Z ]+ - SCHEMA cron )";

    private BoundExtension() {}

    /** Whether a database had it. */
    public static boolean isIn(Manifest manifest) {
        return manifest.database().extensions().containsKey(NAME);
    }

    static Map<String, String> without(Map<String, String> extensions) {
        Map<String, String> others = new TreeMap<>(extensions);
        others.remove(NAME);
        return others;
    }
}
