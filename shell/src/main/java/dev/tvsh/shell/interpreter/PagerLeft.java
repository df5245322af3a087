package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.TransactionState;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a statement when the person leaves the pager before its last row has come: a query by itself is cancelled.
 * Anything else would lose more than rows that nobody wants to see: the transaction that is open, or what the statement
 * writes. There the rest is read and dropped.
 */
final class PagerLeft implements Runnable {

    private final ShellState state;
    private final String statement;
    private @Nullable Session running;
    private boolean alone;
    private boolean cancelled;
    private volatile boolean dropping;

    PagerLeft(ShellState state, String statement) {
        this.state = state;
        this.statement = statement;
    }

    /** The statement is about to run here. */
    synchronized void cancels(Session session) {
        running = session;
        alone = session.transactionState() == TransactionState.IDLE
                && state.variables().isOn(Variables.AUTOCOMMIT);
        state.output().paging().whenLeft(this);
    }

    @Override
    public synchronized void run() {
        Session session = running;
        if (session == null) {
            return;
        }
        if (alone && StatementKind.onlyReads(statement)) {
            cancelled = true;
            session.cancel();
        } else {
            dropping = true;
        }
    }

    /** Another row has come; tells once what becomes of the rows. */
    void row() {
        if (dropping) {
            dropping = false;
            state.output()
                    .error("The rest of the rows is read and dropped, so that nothing is rolled back;"
                            + " Ctrl-C cancels the statement.\n");
        }
    }

    /** There is nothing left to cancel. */
    synchronized void allRowsHaveCome() {
        running = null;
    }

    /** Whether the statement has been cancelled because of it. */
    synchronized boolean cancelled() {
        return cancelled;
    }
}
