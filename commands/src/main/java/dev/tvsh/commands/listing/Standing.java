package dev.tvsh.commands.listing;

/** How a TVIEW stands, the worst first. */
enum Standing {
    /** Its registration refers to something that is gone. */
    DANGLING("dangling"),
    /** The extension does not know it. */
    UNREGISTERED("not registered"),
    /** Another relation has the name of its view, so that writes may fail. */
    COPIED("view name taken twice"),
    /** Triggers made for it do not fire, or there are none. */
    TRIGGERS_OFF("triggers off"),
    /** It reads tables whose writes do not reach it. */
    NOT_FOLLOWED("writes not followed"),
    /** It could not be found out. */
    UNDETERMINED("undetermined"),
    OK("ok");

    private final String word;

    Standing(String word) {
        this.word = word;
    }

    /** For people and documents. */
    String word() {
        return word;
    }
}
