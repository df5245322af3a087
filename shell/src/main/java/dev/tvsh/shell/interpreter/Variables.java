package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.host.HostAddress;
import dev.tvsh.shell.input.VariableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** psql's variables, those that steer the shell among them. */
public final class Variables implements VariableSource {

    public static final String AUTOCOMMIT = "AUTOCOMMIT";
    public static final String ON_ERROR_STOP = "ON_ERROR_STOP";
    public static final String ON_ERROR_ROLLBACK = "ON_ERROR_ROLLBACK";
    public static final String ECHO = "ECHO";
    public static final String ECHO_HIDDEN = "ECHO_HIDDEN";
    public static final String FETCH_COUNT = "FETCH_COUNT";
    /** Of tvsh's own: what becomes of statements that are often accidents. */
    public static final String GUARD = "GUARD";

    /** Of tvsh's own: which editor the keys are those of. */
    public static final String EDIT_MODE = "EDIT_MODE";

    /** Of tvsh's own: where the host of the cluster is. Not psql's HOST, which is what it is connected to. */
    public static final String CLUSTER_HOST = "host";

    public static final String HIDE_TABLEAM = "HIDE_TABLEAM";
    public static final String HIDE_TOAST_COMPRESSION = "HIDE_TOAST_COMPRESSION";
    public static final String IGNOREEOF = "IGNOREEOF";
    public static final String QUIET = "QUIET";
    public static final String SHOW_ALL_RESULTS = "SHOW_ALL_RESULTS";
    public static final String SHOW_CONTEXT = "SHOW_CONTEXT";
    public static final String SINGLELINE = "SINGLELINE";
    public static final String SINGLESTEP = "SINGLESTEP";
    public static final String VERBOSITY = "VERBOSITY";
    public static final String PROMPT1 = "PROMPT1";
    public static final String PROMPT2 = "PROMPT2";
    public static final String PROMPT3 = "PROMPT3";

    private static final String PROGRAM = "tvsh, with the commands of psql 15";
    private static final String SWITCH_VALUES = "on, off";

    /**
     * A variable that steers the shell.
     *
     * @param initial its value at the start; null for none
     * @param unset its value when it is taken away; null for none
     * @param number whether it takes a whole number
     * @param choices what else it takes besides on and off; empty if it takes anything
     */
    private record Special(
            @Nullable String initial, @Nullable String unset, boolean number, boolean flag, List<String> choices) {

        static Special flag(String initial) {
            return new Special(initial, "off", false, true, List.of());
        }

        static Special flagOr(String choice) {
            return new Special("off", "off", false, true, List.of(choice));
        }

        static Special number(String initial) {
            return new Special(initial, initial, true, false, List.of());
        }

        static Special choice(String initial, String... choices) {
            return new Special(initial, initial, false, false, List.of(choices));
        }

        /** One that psql does not have, and that is not there until it is set. */
        static Special own(String... choices) {
            return new Special(null, null, false, false, List.of(choices));
        }

        static Special text(@Nullable String initial) {
            return new Special(initial, null, false, false, List.of());
        }
    }

    private static final Map<String, Special> SPECIAL = Map.ofEntries(
            Map.entry(AUTOCOMMIT, Special.flag("on")),
            Map.entry(ON_ERROR_STOP, Special.flag("off")),
            Map.entry(ON_ERROR_ROLLBACK, Special.flagOr("interactive")),
            Map.entry(ECHO, Special.choice("none", "none", "errors", "queries", "all")),
            Map.entry(ECHO_HIDDEN, Special.flagOr("noexec")),
            Map.entry(QUIET, Special.flag("off")),
            Map.entry(GUARD, Special.own("off", "ask", "transaction")),
            Map.entry(EDIT_MODE, Special.own("emacs", "vi")),
            Map.entry(CLUSTER_HOST, Special.own()),
            Map.entry(SINGLELINE, Special.flag("off")),
            Map.entry(SINGLESTEP, Special.flag("off")),
            Map.entry(FETCH_COUNT, Special.number("0")),
            Map.entry("HISTFILE", Special.text(null)),
            Map.entry("HISTSIZE", Special.number("500")),
            Map.entry(IGNOREEOF, Special.number("0")),
            Map.entry(
                    "COMP_KEYWORD_CASE",
                    Special.choice("preserve-upper", "lower", "upper", "preserve-lower", "preserve-upper")),
            Map.entry("HISTCONTROL", Special.choice("none", "none", "ignorespace", "ignoredups", "ignoreboth")),
            Map.entry(PROMPT1, Special.text("%/%R%x%# ")),
            Map.entry(PROMPT2, Special.text("%/%R%x%# ")),
            Map.entry(PROMPT3, Special.text(">> ")),
            Map.entry(VERBOSITY, Special.choice("default", "default", "verbose", "terse", "sqlstate")),
            Map.entry(SHOW_ALL_RESULTS, Special.flag("on")),
            Map.entry(SHOW_CONTEXT, Special.choice("errors", "never", "errors", "always")),
            Map.entry(HIDE_TOAST_COMPRESSION, Special.flag("off")),
            Map.entry(HIDE_TABLEAM, Special.flag("off")));

    private final Map<String, String> values = new TreeMap<>();

    public Variables() {
        SPECIAL.forEach((name, special) -> {
            if (special.initial() != null) {
                values.put(name, special.initial());
            }
        });
        values.put("LAST_ERROR_MESSAGE", "");
        values.put("LAST_ERROR_SQLSTATE", "00000");
        // What a script asks for before it uses a command: tvsh has psql 15's.
        values.put("VERSION", PROGRAM);
        values.put("VERSION_NAME", "15");
        values.put("VERSION_NUM", "150000");
    }

    /** Whether the variable steers the shell. */
    static boolean isSpecial(String name) {
        return SPECIAL.containsKey(name);
    }

    /** The variables that steer the shell. */
    public static Set<String> special() {
        return SPECIAL.keySet();
    }

    /** What a variable that steers the shell takes, if that is a choice. */
    public static List<String> choices(String name) {
        Special special = SPECIAL.get(name);
        if (special == null) {
            return List.of();
        }
        List<String> choices = new ArrayList<>(special.choices());
        if (special.flag()) {
            choices.add("on");
            choices.add("off");
        }
        return choices;
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
        if (!isName(name)) {
            throw new TvshException(ExitCode.FATAL, "invalid variable name: \"" + name + "\"");
        }
        Special special = SPECIAL.get(name);
        values.put(name, special == null ? value : checked(name, special, value));
    }

    private static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_\\P{ASCII}]+");
    }

    private static String checked(String name, Special special, String value) {
        if (special.flag()) {
            String kept = value.isEmpty() ? "on" : value;
            if (parse(kept).isEmpty() && special.choices().stream().noneMatch(kept::equalsIgnoreCase)) {
                throw special.choices().isEmpty()
                        ? notBoolean(name, kept)
                        : notThis(name, kept, SWITCH_VALUES + ", " + String.join(", ", special.choices()));
            }
            return kept;
        }
        if (special.number()) {
            return number(name, value);
        }
        if (name.equals(CLUSTER_HOST)) {
            HostAddress.parse(value);
        }
        if (!special.choices().isEmpty() && special.choices().stream().noneMatch(value::equalsIgnoreCase)) {
            throw notThis(name, value, String.join(", ", special.choices()));
        }
        return value;
    }

    private static String number(String name, String value) {
        try {
            Integer.decode(value.strip());
            return value;
        } catch (NumberFormatException e) {
            if (name.equals(IGNOREEOF)) {
                return "10";
            }
            throw new TvshException(
                    ExitCode.FATAL, "invalid value \"" + value + "\" for \"" + name + "\": integer expected");
        }
    }

    /** Takes a variable away; one that steers the shell gets the value that stands for none. */
    public synchronized void unset(String name) {
        Special special = SPECIAL.get(name);
        if (special != null && special.unset() != null) {
            values.put(name, special.unset());
        } else {
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
        return choice.equalsIgnoreCase(value(name));
    }

    /** The value of a variable that takes a number. */
    public int number(String name) {
        String value = value(name);
        return value == null ? 0 : Integer.decode(value.strip());
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

    /** The error about a value that is no switch's. */
    public static TvshException notBoolean(String name, String value) {
        return new TvshException(
                ExitCode.FATAL, "unrecognized value \"" + value + "\" for \"" + name + "\": Boolean expected");
    }

    /** The error about a value that is none of those there are. */
    public static TvshException notThis(String name, String value, String available) {
        return new TvshException(
                ExitCode.FATAL,
                "unrecognized value \"" + value + "\" for \"" + name + "\"\nAvailable values are: " + available + ".");
    }
}
