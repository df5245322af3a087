package dev.tvsh.shell;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The options of the process, with psql's letters and meaning. */
final class ProcessOptions {

    /** Something to run: {@code -c TEXT} or {@code -f FILE}. */
    record Action(boolean file, String text) {}

    /** An assignment of {@code -v} or {@code -P}; without a value where {@code assigned} is false. */
    record Assignment(String name, String value, boolean assigned) {
        static Assignment of(String text) {
            int equals = text.indexOf('=');
            return equals < 0
                    ? new Assignment(text, "", false)
                    : new Assignment(text.substring(0, equals), text.substring(equals + 1), true);
        }
    }

    private static final String[][] FLAGS = {
        {"w", "no-password"},
        {"W", "password"},
        {"X", "no-psqlrc"},
        {"q", "quiet"},
        {"A", "no-align"},
        {"t", "tuples-only"},
        {"x", "expanded"},
        {"1", "single-transaction"},
        {"a", "echo-all"},
        {"b", "echo-errors"},
        {"e", "echo-queries"},
        {"E", "echo-hidden"},
        {"l", "list"},
        {"H", "html"},
        {"s", "single-step"},
        {"S", "single-line"},
        {"z", "field-separator-zero"},
        {"0", "record-separator-zero"},
        {"n", "no-readline"},
        {"V", "version"},
        {"?", "help"},
    };

    private static final String[][] WITH_VALUE = {
        {"h", "host"},
        {"p", "port"},
        {"U", "username"},
        {"d", "dbname"},
        {"c", "command"},
        {"f", "file"},
        {"v", "variable"},
        {"P", "pset"},
        {"F", "field-separator"},
        {"R", "record-separator"},
        {"T", "table-attr"},
        {"o", "output"},
        {"L", "log-file"},
    };

    private static final List<String> LONG_FLAGS = List.of("csv", "yes", "warm-up");

    private static final String HELP_ABOUT = "--help=";

    private final CommandLine line;
    private final String helpTopic;

    private ProcessOptions(CommandLine line, String helpTopic) {
        this.line = line;
        this.helpTopic = helpTopic;
    }

    /** @throws TvshException with {@link ExitCode#FATAL} if an option is unknown or lacks its value */
    static ProcessOptions parse(List<String> arguments) {
        Options options = new Options();
        for (String[] names : FLAGS) {
            options.addOption(Option.builder(names[0]).longOpt(names[1]).get());
        }
        for (String[] names : WITH_VALUE) {
            options.addOption(
                    Option.builder(names[0]).longOpt(names[1]).hasArg().get());
        }
        LONG_FLAGS.forEach(
                name -> options.addOption(Option.builder().longOpt(name).get()));
        options.addOption(Option.builder().longOpt("set").hasArg().get());
        options.addOption(Option.builder().longOpt("no-tvshrc").get());
        String topic = arguments.stream()
                .filter(argument -> argument.startsWith(HELP_ABOUT))
                .findFirst()
                .orElse(HELP_ABOUT)
                .substring(HELP_ABOUT.length());
        List<String> words = arguments.stream()
                .map(argument -> argument.startsWith(HELP_ABOUT) ? "--help" : argument)
                .toList();
        try {
            CommandLine parsed = DefaultParser.builder()
                    .setStripLeadingAndTrailingQuotes(false)
                    .get()
                    .parse(options, unbundled(words).toArray(String[]::new));
            return new ProcessOptions(parsed, topic);
        } catch (UnrecognizedOptionException e) {
            throw usage("unrecognized option '" + e.getOption() + "'");
        } catch (MissingArgumentException e) {
            throw usage("option '" + e.getOption().getKey() + "' requires an argument");
        } catch (ParseException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** Takes {@code -XAtc TEXT} apart, so that no letters are ever taken for the start of a long option. */
    private static List<String> unbundled(List<String> arguments) {
        List<String> tokens = new ArrayList<>();
        boolean value = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (value || argument.length() < 3 || argument.charAt(0) != '-' || argument.charAt(1) == '-') {
                if (!value && argument.equals("--")) {
                    tokens.addAll(arguments.subList(i, arguments.size()));
                    break;
                }
                tokens.add(argument);
                value = !value && takesValue(argument);
                continue;
            }
            for (int letter = 1; letter < argument.length(); letter++) {
                String option = "-" + argument.charAt(letter);
                tokens.add(option);
                if (takesValue(option)) {
                    value = letter + 1 == argument.length();
                    if (!value) {
                        tokens.add(argument.substring(letter + 1));
                    }
                    break;
                }
            }
        }
        return tokens;
    }

    private static boolean takesValue(String option) {
        for (String[] names : WITH_VALUE) {
            if (option.equals("-" + names[0]) || option.equals("--" + names[1])) {
                return true;
            }
        }
        return option.equals("--set");
    }

    private static TvshException usage(String what) {
        return new TvshException(ExitCode.FATAL, what, List.of("tvsh --help    lists the options"));
    }

    /** What {@code --help=...} asks about; empty for {@code --help} alone. */
    String helpTopic() {
        return helpTopic;
    }

    boolean has(String letter) {
        return line.hasOption(letter);
    }

    Optional<String> value(String letter) {
        String[] values = line.getOptionValues(letter);
        return values == null || values.length == 0 ? Optional.empty() : Optional.of(values[values.length - 1]);
    }

    /** {@code -c} and {@code -f} in the order in which they stand. */
    List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        for (Option option : line.getOptions()) {
            String letter = option.getOpt();
            if ("c".equals(letter) || "f".equals(letter)) {
                actions.add(new Action("f".equals(letter), option.getValue()));
            }
        }
        return actions;
    }

    /** {@code -v} and {@code --set} in order. */
    List<Assignment> variables() {
        return assignments("v", "set");
    }

    /** {@code -P} in order. */
    List<Assignment> printSettings() {
        return assignments("P", "pset");
    }

    private List<Assignment> assignments(String letter, String longName) {
        List<Assignment> assignments = new ArrayList<>();
        for (Option option : line.getOptions()) {
            if (letter.equals(option.getOpt()) || longName.equals(option.getLongOpt())) {
                assignments.add(Assignment.of(option.getValue()));
            }
        }
        return assignments;
    }

    ConnectionOptions connection() {
        List<String> words = new ArrayList<>(line.getArgList());
        Optional<String> database = value("d");
        if (database.isEmpty() && !words.isEmpty()) {
            database = Optional.of(words.remove(0));
        }
        Optional<String> user = value("U");
        if (user.isEmpty() && !words.isEmpty()) {
            user = Optional.of(words.remove(0));
        }
        if (database.isEmpty() && has("l")) {
            database = Optional.of("postgres");
        }
        return new ConnectionOptions(
                value("h").orElse(null),
                value("p").orElse(null),
                user.orElse(null),
                database.orElse(null),
                has("w")
                        ? ConnectionOptions.Passwords.NEVER
                        : has("W") ? ConnectionOptions.Passwords.ALWAYS : ConnectionOptions.Passwords.AS_NEEDED);
    }

    /** Words that mean nothing, as psql warns of them. */
    List<String> ignored() {
        int used = (value("d").isEmpty() ? 1 : 0) + (value("U").isEmpty() ? 1 : 0);
        List<String> words = line.getArgList();
        return words.size() <= used ? List.of() : List.copyOf(words.subList(used, words.size()));
    }
}
