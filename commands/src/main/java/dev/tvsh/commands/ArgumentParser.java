package dev.tvsh.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.AlreadySelectedException;
import org.apache.commons.cli.AmbiguousOptionException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Turns the words after a command's name into an {@link Invocation}, in GNU style. */
public final class ArgumentParser {

    private ArgumentParser() {}

    /** The options that the command takes: its own, and those that every command of its kind has. */
    public static List<OptionSpec> optionsOf(CommandSpec spec) {
        List<OptionSpec> all = new ArrayList<>(spec.options());
        if (spec.changes()) {
            all.add(OptionSpec.flag("dry-run", "show what would run and stop"));
            all.add(OptionSpec.flag("yes", "go on without asking"));
        }
        all.add(OptionSpec.flag("json", "print one JSON document and nothing else"));
        all.add(OptionSpec.flag("help", "show this help"));
        return all;
    }

    /**
     * Parses the words after the command's name.
     *
     * @throws TvshException with {@link ExitCode#FATAL} if an option is unknown, ambiguous, or lacks its value
     */
    public static Invocation parse(CommandSpec spec, List<String> words) {
        Options options = new Options();
        for (OptionSpec option : optionsOf(spec)) {
            options.addOption(Option.builder(option.letter().isEmpty() ? null : option.letter())
                    .longOpt(option.name())
                    .hasArg(option.takesValue())
                    .get());
        }
        CommandLine line = parse(spec, options, words);
        Map<String, List<String>> given = new HashMap<>();
        for (Option option : line.getOptions()) {
            List<String> values = given.computeIfAbsent(option.getLongOpt(), name -> new ArrayList<>());
            if (option.getValue() != null) {
                values.add(option.getValue());
            }
        }
        if (spec.arguments().isEmpty() && !line.getArgList().isEmpty()) {
            throw usage(spec, "takes no argument '" + line.getArgList().get(0) + "'");
        }
        return new Invocation(spec.name(), line.getArgList(), given);
    }

    private static CommandLine parse(CommandSpec spec, Options options, List<String> words) {
        try {
            return DefaultParser.builder()
                    .setStripLeadingAndTrailingQuotes(false)
                    .get()
                    .parse(options, words.toArray(String[]::new));
        } catch (AmbiguousOptionException e) {
            throw usage(spec, "option " + e.getOption() + " could mean " + String.join(" or ", e.getMatchingOptions()));
        } catch (UnrecognizedOptionException e) {
            throw usage(spec, "has no option " + e.getOption());
        } catch (MissingArgumentException e) {
            throw usage(spec, "option --" + e.getOption().getLongOpt() + " needs a value");
        } catch (AlreadySelectedException e) {
            throw usage(spec, "option --" + e.getOption().getLongOpt() + " does not go with another one");
        } catch (ParseException e) {
            throw usage(spec, String.valueOf(e.getMessage()));
        }
    }

    private static TvshException usage(CommandSpec spec, String what) {
        return new TvshException(ExitCode.FATAL, spec.name() + " " + what, List.of("help " + spec.name()));
    }
}
