package dev.tvsh.shell.guard;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.TransactionState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Lets a person's statements through, and asks before those that are often accidents. */
public final class Guard {

    /** What to do about a possible accident. */
    public enum Mode {
        /** Nothing. */
        OFF,
        /** Ask. */
        ASK,
        /** Let it through only inside of a transaction block, where it can be rolled back. */
        TRANSACTION
    }

    private final Supplier<Mode> mode;
    private final Supplier<TransactionState> transaction;
    private final SilentTables silentTables;
    private final Predicate<String> agreed;

    /** @param agreed asks a question that can be answered with yes or no */
    public Guard(
            Supplier<Mode> mode,
            Supplier<TransactionState> transaction,
            SilentTables silentTables,
            Predicate<String> agreed) {
        this.mode = mode;
        this.transaction = transaction;
        this.silentTables = silentTables;
        this.agreed = agreed;
    }

    /**
     * Asks about a statement where that is due; nothing is sent to the user's session.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if it is not to run
     */
    public void check(String statement) {
        TransactionState state = transaction.get();
        if (mode.get() == Mode.OFF || state == TransactionState.FAILED) {
            return;
        }
        List<Accident> accidents = new ArrayList<>();
        List<TableName> written = new ArrayList<>();
        for (Statement part : Statement.in(statement)) {
            accidents.addAll(part.accidents());
            written.addAll(part.written());
        }
        for (TableName table : silentTables.among(written)) {
            accidents.add(new Accident(
                    "triggers of TVIEWs are off on " + table + ", so the TVIEWs will not follow this write", false));
        }
        if (!accidents.isEmpty()) {
            decide(accidents, state);
        }
    }

    private void decide(List<Accident> accidents, TransactionState state) {
        String what = String.join("; ", accidents.stream().map(Accident::what).toList());
        boolean open = state == TransactionState.OPEN;
        boolean never = accidents.stream().anyMatch(Accident::neverInBlock);
        if (mode.get() == Mode.TRANSACTION && !never) {
            if (open) {
                return;
            }
            throw new TvshException(
                    ExitCode.REFUSED,
                    what + ": not run outside of a transaction block",
                    List.of("BEGIN;    first; \\set GUARD ask    to be asked instead"));
        }
        String end = open && !never ? "; ROLLBACK would take it back. Run it?" : "; this cannot be taken back. Run it?";
        if (!agreed.test(what + end)) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "not run",
                    List.of(open ? "The transaction is as it was." : "Nothing was changed."));
        }
    }
}
