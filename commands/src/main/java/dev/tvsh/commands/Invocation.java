package dev.tvsh.commands;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line, parsed against the command's {@link CommandSpec}.
 *
 * @param command the name of the command
 * @param arguments the positional arguments, in order
 * @param options every option that was given, by long name; a switch has an empty list
 */
public record Invocation(String command, List<String> arguments, Map<String, List<String>> options) {

    public Invocation {
        arguments = List.copyOf(arguments);
        options = Map.copyOf(options);
    }

    /** Whether the option was given. */
    public boolean has(String option) {
        return options.containsKey(option);
    }

    /** The last value given for the option. */
    public Optional<String> value(String option) {
        List<String> values = options.getOrDefault(option, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /** All values given for the option, in order. */
    public List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** A positive number given for the option, or {@code fallback}. */
    public int number(String option, int fallback) {
        return number(option, 1, fallback);
    }

    /** A number given for the option, {@code least} or more, or {@code fallback}. */
    public int number(String option, int least, int fallback) {
        Optional<String> value = value(option);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new TvshException(
                ExitCode.FATAL,
                command + ": --" + option + " takes a number above " + (least - 1) + ", not '" + value.get() + "'");
    }

    public boolean dryRun() {
        return has("dry-run");
    }

    public boolean yes() {
        return has("yes");
    }

    public boolean json() {
        return has("json");
    }
}
