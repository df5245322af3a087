package dev.tvsh.commands.change;

import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Literal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long to wait for a lock, how often to come back, and what ends a wait.
 *
 * <p>Usually the server ends it, by the error of its {@code lock_timeout}. Where the library of pg_tviews is in the session
 * that must not be: built as it is released, it ends the whole server at an error in a utility statement (LOCK, TRUNCATE,
 * ALTER TABLE). The end of a session is no error. So tvsh ends the session that waits, and comes back in another. Seen with
 * 0.1.0-beta.8 on PostgreSQL 15: the session of a waiting TRUNCATE, LOCK or ALTER TABLE can be ended, and its client can die,
 * without harm; {@code lock_timeout} or a cancel there ends the server.
 *
 * @param timeoutSeconds how long one wait may take, in seconds; the waiting itself holds up others
 * @param retries how often to try again after the first time
 * @param limit how long one wait takes at most; less than the timeout where the server would look for a deadlock before
 * @param library whether the library of pg_tviews is in the sessions of this server
 */
public record LockPolicy(int timeoutSeconds, int retries, Duration limit, Library library) {

    /** Whether the library of pg_tviews is in a session from its beginning. */
    public enum Library {
        /** No setting loads it. */
        ABSENT,
        /** A setting loads it. */
        PRELOADED,
        /** This role is not told; to be taken as if it were. */
        UNKNOWN
    }

    /** How long others have the lock to themselves between two tries. */
    public static final Duration PAUSE = Duration.ofSeconds(1);

    /** What to tell whoever did not get a lock, besides who has it. */
    public static final String ADVICE =
            "Rolled back. Try again when it is free, or wait longer: --lock-timeout SECONDS";

    /** Lock not available, deadlock detected. */
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("55P03", "40P01");

    /** The options of a command that takes locks. */
    public static List<OptionSpec> options() {
        return List.of(
                OptionSpec.value("lock-timeout", "SECONDS", "wait so many seconds for a lock, 5 if not given"),
                OptionSpec.value(
                        "retries",
                        "N",
                        "try again so often when a lock was not to be had, 5 if not given, 0 for never"));
    }

    /** One try of so many seconds, for sessions without the library. */
    public static LockPolicy once(int seconds) {
        return new LockPolicy(seconds, 0, Duration.ofSeconds(seconds), Library.ABSENT);
    }

    /** What the user wants, for sessions without the library. */
    public static LockPolicy of(Invocation invocation) {
        int timeout = invocation.number("lock-timeout", 5);
        return new LockPolicy(timeout, invocation.number("retries", 0, 5), Duration.ofSeconds(timeout), Library.ABSENT);
    }

    /** The same for the sessions that this server gives, which it is asked about. */
    public LockPolicy on(SqlRunner sql) {
        Row row = sql.one("sql/change/preloaded.sql.vm", Map.of());
        if (!row.flag("told") && !row.flag("hidden")) {
            return this;
        }
        // A superuser's session can leave it to others to find a deadlock.
        Duration beforeDeadlock =
                Duration.ofMillis(row.number("deadlock_millis")).dividedBy(2);
        boolean shorter = !sql.info().superuser() && beforeDeadlock.compareTo(limit) < 0;
        return new LockPolicy(
                timeoutSeconds,
                retries,
                shorter ? beforeDeadlock : limit,
                row.flag("told") ? Library.PRELOADED : Library.UNKNOWN);
    }

    /** Whether a wait has to be ended by ending its session. */
    public boolean bySession() {
        return library != Library.ABSENT;
    }

    /** What the user shall know of that before the question. */
    public List<String> warnings() {
        String how =
                ": an error in a statement that locks could end the server, so waits for locks have no lock_timeout there;"
                        + " tvsh ends a session of its own that waits too long (FATAL in the server's log)";
        return switch (library) {
            case ABSENT -> List.of();
            case PRELOADED -> List.of("! pg_tviews is preloaded into every session" + how);
            case UNKNOWN -> List.of("? this role may not see whether pg_tviews is preloaded" + how);
        };
    }

    /** The {@code lock_timeout} for statements that lock. */
    public Literal timeout() {
        return bySession() ? Literal.of("0") : timeoutElsewhere();
    }

    /** The {@code lock_timeout} for queries, INSERT, UPDATE and DELETE, whose errors do no harm. */
    public Literal timeoutElsewhere() {
        return Literal.of(timeoutSeconds + "s");
    }

    /** How long all tries together may wait. */
    public Duration patience() {
        return Duration.ofSeconds(timeoutSeconds).plus(PAUSE).multipliedBy(retries + 1L);
    }

    /** Whether to try again after so many tries, which took so long together. */
    public boolean another(int tries, Duration elapsed) {
        boolean shorter = limit.toSeconds() < timeoutSeconds;
        return tries <= retries || (shorter && elapsed.compareTo(patience()) < 0);
    }

    /** Whether a transaction failed only because of others, so that it may succeed when run again. */
    public static boolean isWorthAnotherTry(DatabaseException failure) {
        return WORTH_ANOTHER_TRY.contains(failure.sqlState());
    }
}
