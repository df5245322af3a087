package dev.tvsh.commands.backup;

/** How a backup is proved. */
enum Proving {
    /** Restored into a database beside. */
    DATABASE("proved by a restore", "restored", "rows, rights and states"),
    /** Restored with its roles on a server that has nothing else. */
    SERVER("proved by a restore into a server of its own", "restored with its roles", "rows, rights and states"),
    /** A copy of a cluster, which is started. */
    CLUSTER("proved by a start", "started and read", "names, rights and states");

    private final String answer;
    private final String deed;
    private final String compared;

    Proving(String answer, String deed, String compared) {
        this.answer = answer;
        this.deed = deed;
        this.compared = compared;
    }

    /** The answer, the same on every run. */
    String answer() {
        return answer;
    }

    /** What was done, with so many TVIEWs. */
    String told(int tviews) {
        return "proved: " + deed + ", " + tviews + " TVIEWs, " + compared + " equal";
    }
}
