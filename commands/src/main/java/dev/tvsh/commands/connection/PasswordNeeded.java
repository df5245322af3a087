package dev.tvsh.commands.connection;

/** The server asks for a password, and there is none. */
final class PasswordNeeded extends Exception {

    private static final long serialVersionUID = 1L;

    PasswordNeeded() {
        super("fe_sendauth: no password supplied");
    }
}
