package dev.tvsh.commands.change;

import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.templates.Literal;
import java.util.List;

/**
 * How long to wait for a lock, and how often to come back.
 *
 * @param timeoutSeconds how long one wait may take, in seconds; the waiting itself holds up others
 * @param retries how often to try again after the first time
 */
public record LockPolicy(int timeoutSeconds, int retries) {

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

    Literal timeout() {
        return Literal.of(timeoutSeconds + "s");
    }
}
