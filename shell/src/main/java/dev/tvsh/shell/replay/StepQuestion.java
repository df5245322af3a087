package dev.tvsh.shell.replay;

import org.jspecify.annotations.Nullable;

/** Asks the person who steps through a replay. */
@FunctionalInterface
public interface StepQuestion {

    /** The answer; null if there is none, which ends the replay. */
    @Nullable String ask(String question);
}
