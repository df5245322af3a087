package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.TransactionState;
import java.util.Set;

/**
 * What stands around a statement if {@code AUTOCOMMIT} is off, a {@code BEGIN} before it, or if {@code ON_ERROR_ROLLBACK}
 * is on, a savepoint to which an error goes back.
 */
final class AutomaticBlock implements AutoCloseable {

    /** After these the savepoint is gone, or another one stands above it. */
    private static final Set<String> SAVEPOINT_ENDS = Set.of("COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK");

    private final Session session;
    private final SessionTemplates templates;
    private final boolean savepoint;
    private String tag = "";

    private AutomaticBlock(Session session, SessionTemplates templates, boolean savepoint) {
        this.session = session;
        this.templates = templates;
        this.savepoint = savepoint;
    }

    static AutomaticBlock enter(ShellState state, Session session, SessionTemplates templates, String statement) {
        Variables variables = state.variables();
        boolean idle = session.transactionState() == TransactionState.IDLE;
        if (idle && !variables.isOn(Variables.AUTOCOMMIT) && StatementKind.runsInABlock(statement)) {
            templates.run(session, "begin");
        }
        boolean wanted = variables.isOn(Variables.ON_ERROR_ROLLBACK)
                || (variables.is(Variables.ON_ERROR_ROLLBACK, "interactive") && state.interactive());
        boolean savepoint = wanted && session.transactionState() == TransactionState.OPEN;
        if (savepoint) {
            templates.run(session, "savepoint");
        }
        return new AutomaticBlock(session, templates, savepoint);
    }

    /** The statement has run, and this was its command tag. */
    void ran(String commandTag) {
        tag = commandTag;
    }

    @Override
    public void close() {
        if (!savepoint || session.isClosed()) {
            return;
        }
        if (session.transactionState() == TransactionState.FAILED) {
            templates.run(session, "rollback-to-savepoint");
        } else if (session.transactionState() == TransactionState.OPEN && !SAVEPOINT_ENDS.contains(tag)) {
            templates.run(session, "release-savepoint");
        }
    }
}
