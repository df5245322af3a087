package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.VariableSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** psql's variables, those that steer the shell among them. */
public final class Variables implements VariableSource {

    public static final String ON_ERROR_STOP = "ON_ERROR_STOP";
    public static final String ECHO = "ECHO";
    public static final String ECHO_HIDDEN = "ECHO_HIDDEN";
    public static final String QUIET = "QUIET";
    public static final String VERBOSITY = "VERBOSITY";
    public static final String PROMPT1 = "PROMPT1";
    public static final String PROMPT2 = "PROMPT2";

    private static final Map<String, List<String>> CHOICES = Map.of(
            ECHO, List.of("none", "errors", "queries", "all"),
            VERBOSITY, List.of("default", "verbose", "terse", "sqlstate"));
    private static final List<String> SWITCHES = List.of(ON_ERROR_STOP, QUIET, ECHO_HIDDEN);

    private final Map<String, String> values = new TreeMap<>();

    public Variables() {
        values.put(PROMPT1, "%/%R%x%# ");
        values.put(PROMPT2, "%/%R%x%# ");
        values.put("AUTOCOMMIT", "on");
        CHOICES.forEach((name, choices) -> values.put(name, choices.get(0)));
        SWITCHES.forEach(name -> values.put(name, "off"));
    }

    @Override
    public synchronized @Nullable String value(String name) {
        return values.get(name);
    }

    /** All variables, in the order of their names. */
    public synchronized Map<String, String> all() {
        return new TreeMap<>(values);
    }

    /**
     * Sets a variable.
     *
     * @throws TvshException if the name cannot be one, or the variable does not take this value
     */
    public synchronized void set(String name, String value) {
        if (!name.matches("[\\p{Alnum}_\\P{ASCII}]+")) {
            throw new TvshException(ExitCode.FATAL, "invalid variable name: \"" + name + "\"");
        }
        String kept = value;
        if (SWITCHES.contains(name)) {
            kept = value.isEmpty() ? "on" : value;
            if (name.equals(ECHO_HIDDEN)
                    ? parse(kept).isEmpty() && !kept.equals("noexec")
                    : parse(kept).isEmpty()) {
                throw notThis(name, value, "Boolean expected");
            }
        } else if (CHOICES.containsKey(name)) {
            List<String> choices = CHOICES.getOrDefault(name, List.of());
            kept = value.toLowerCase(Locale.ROOT);
            if (!choices.contains(kept)) {
                throw notThis(name, value, "Available values are: " + String.join(", ", choices) + ".");
            }
        } else if (name.equals("AUTOCOMMIT") && parse(value).filter(on -> on).isEmpty()) {
            throw new TvshException(
                    ExitCode.FATAL, "tvsh runs with AUTOCOMMIT on", List.of("BEGIN; opens a transaction block"));
        }
        values.put(name, kept);
    }

    /** Takes a variable away; one that steers the shell goes back to where it began. */
    public synchronized void unset(String name) {
        if (SWITCHES.contains(name)) {
            values.put(name, "off");
        } else if (CHOICES.containsKey(name)) {
            values.put(name, CHOICES.getOrDefault(name, List.of("")).get(0));
        } else if (!name.equals("AUTOCOMMIT")) {
            values.remove(name);
        }
    }

    /** Sets what the shell itself tells, without any check. */
    synchronized void tell(String name, String value) {
        values.put(name, value);
    }

    /** Whether a switch is on. */
    public boolean isOn(String name) {
        String value = value(name);
        return value != null && parse(value).orElse(false);
    }

    /** Whether a choice stands at this value. */
    public boolean is(String name, String choice) {
        return choice.equals(value(name));
    }

    /** Reads on, off, yes, no, true, false, 1, 0, and the beginnings of these words, as psql does. */
    public static Optional<Boolean> parse(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        if ("true".startsWith(word) || "yes".startsWith(word) || word.equals("on") || word.equals("1")) {
            return Optional.of(true);
        }
        boolean off = word.length() > 1 && "off".startsWith(word);
        boolean no = "false".startsWith(word) || "no".startsWith(word) || off || word.equals("0");
        return no ? Optional.of(false) : Optional.empty();
    }

    private static TvshException notThis(String name, String value, String expected) {
        return new TvshException(
                ExitCode.FATAL, "unrecognized value \"" + value + "\" for \"" + name + "\": " + expected);
    }
}
