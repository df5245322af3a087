package dev.tvsh.commands.connection;

/** Where a session stands, as the server last said. */
public enum TransactionState {
    IDLE,
    OPEN,
    FAILED
}
