package dev.tvsh.shell.input;

import org.jspecify.annotations.Nullable;

/** Knows the values of variables at the moment an input is read. */
@FunctionalInterface
public interface VariableSource {

    /** The value, or null if there is no such variable. */
    @Nullable String value(String name);
}
