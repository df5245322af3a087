package dev.tvsh.commands.testing;

import java.util.List;

/** What databases with pg_tviews really look like: a surface, and what has happened to it. */
public enum Shape {
    BETA_1("beta.1"),
    BETA_2("beta.2"),
    BETA_4("beta.4"),
    BETA_7("beta.7"),
    BETA_8("beta.8"),
    /** The SQL objects of beta.2 with the library of beta.8: calling pg_tviews_refresh ends the session, and the log tells. */
    MIXED("beta.2 beta.8"),
    /** The SQL objects of beta.4 with the library of beta.8: the usual swap, and harmless. */
    SWAPPED("beta.4 beta.8"),
    /** The SQL objects of beta.8 with the library of beta.2: calling pg_tviews_refresh empties a table of that name. */
    OLD_LIBRARY("beta.8 beta.2"),
    DOCUMENTED_0_1_0("documented", "CREATE EXTENSION pg_tviews VERSION '0.1.0'"),
    DOCUMENTED_0_1_1("documented", "CREATE EXTENSION pg_tviews VERSION '0.1.1'"),
    DOCUMENTED_0_2_0("documented", "CREATE EXTENSION pg_tviews VERSION '0.2.0'"),
    /** DROP EXTENSION: every write to a base table fails. */
    DROPPED("beta.8", "CREATE EXTENSION pg_tviews", "DROP EXTENSION pg_tviews"),
    /** DROP and CREATE EXTENSION: writes succeed and nothing follows. */
    UNREGISTERED("beta.8", "CREATE EXTENSION pg_tviews", "DROP EXTENSION pg_tviews; CREATE EXTENSION pg_tviews"),
    /** The extension in a schema of its own, which every session has in its search_path. */
    ELSEWHERE("beta.8", "CREATE SCHEMA ext; CREATE EXTENSION pg_tviews SCHEMA ext");

    private final String installed;
    private final String created;
    private final String afterwards;

    Shape(String installed) {
        this(installed, "CREATE EXTENSION pg_tviews", "");
    }

    Shape(String installed, String created) {
        this(installed, created, "");
    }

    Shape(String installed, String created, String afterwards) {
        this.installed = installed;
        this.created = created;
        this.afterwards = afterwards;
    }

    /** The words for install-extension. */
    List<String> installed() {
        return List.of(installed.split(" "));
    }

    /** What makes the extension. */
    String created() {
        return created;
    }

    /** What happens to it when its TVIEWs are there; empty if nothing. */
    String afterwards() {
        return afterwards;
    }

    /** Whether the table has exactly the name that was given, not {@code tv_} and the entity. */
    public boolean namesTablesAsGiven() {
        return this == BETA_1 || this == BETA_2 || this == BETA_4 || this == OLD_LIBRARY;
    }

    /** Whether TVIEWs are made in {@code public}, whatever the search_path. */
    public boolean onlyPublic() {
        return this == BETA_1 || this == BETA_2 || this == OLD_LIBRARY;
    }

    public boolean documented() {
        return installed.equals("documented");
    }
}
