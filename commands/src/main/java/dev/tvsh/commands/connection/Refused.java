package dev.tvsh.commands.connection;

/** The server does not want this session. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ServerMessage told;
    private final boolean early;

    Refused(ServerMessage told) {
        this(told, false);
    }

    private Refused(ServerMessage told, boolean early) {
        super(told.message());
        this.told = told;
        this.early = early;
    }

    /** The same, from before the server has let anybody in: encrypted, or not encrypted, it may. */
    Refused early() {
        return new Refused(told, true);
    }

    boolean isEarly() {
        return early;
    }

    ServerMessage told() {
        return told;
    }
}
