package dev.tvsh.commands.host;

import dev.tvsh.templates.Rendered;
import java.util.Map;

/** Runs rendered shell text on the host of the cluster; the only place from which processes are started. */
public interface HostRunner {

    /**
     * Runs a script with {@code sh} and waits for it. It is recorded before it runs; its environment is not.
     *
     * @param script what to run
     * @param environment variables on top of tvsh's own, for secrets among others; an empty value takes one of tvsh's own
     *     away
     * @param listener follows it
     * @throws dev.tvsh.commands.TvshException if the shell cannot be started; or if the wait is interrupted, which ends the script
     *     and all that it has started
     */
    HostResult run(Rendered script, Map<String, String> environment, HostListener listener);

    /** Runs a script without further environment or live output. */
    default HostResult run(Rendered script) {
        return run(script, Map.of(), line -> {});
    }
}
