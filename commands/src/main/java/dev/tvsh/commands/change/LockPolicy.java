package dev.tvsh.commands.change;

import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.templates.Literal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How long to wait for a lock, and how often to come back.
 *
 * @param timeoutSeconds how long one wait may take, in seconds; the waiting itself holds up others
 * @param retries how often to try again after the first time
 */
public record LockPolicy(int timeoutSeconds, int retries) {

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
                OptionSpec.value("lock-timeout", "SECONDS", "wait this long for a lock, 5 if not given"),
                OptionSpec.value("retries", "N", "try again so often when a lock was not to be had, 5 if not given"));
    }

    /** What the user wants. */
    public static LockPolicy of(Invocation invocation) {
        return new LockPolicy(invocation.number("lock-timeout", 5), invocation.number("retries", 5));
    }

    /** The timeout as the server's setting wants it. */
    public Literal timeout() {
        return Literal.of(timeoutSeconds + "s");
    }

    /** How long all tries together may wait. */
    public Duration patience() {
        return Duration.ofSeconds(timeoutSeconds).plus(PAUSE).multipliedBy(retries + 1L);
    }

    /** Whether a transaction failed only because of others, so that it may succeed when run again. */
    public static boolean isWorthAnotherTry(DatabaseException failure) {
        return WORTH_ANOTHER_TRY.contains(failure.sqlState());
    }
}
