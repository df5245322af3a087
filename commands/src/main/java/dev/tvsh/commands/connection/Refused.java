package dev.tvsh.commands.connection;

/** The server does not want this session. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ServerMessage told;

    Refused(ServerMessage told) {
        super(told.message());
        this.told = told;
    }

    ServerMessage told() {
        return told;
    }
}
