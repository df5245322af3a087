package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ArgumentParser;
import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.registry.CommandRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code help} and {@code COMMAND --help} print; all of it comes from the specifications. */
public final class CommandHelp {

    /** The word {@code help} itself, which is asked like a command. */
    public static final CommandSpec SPEC = CommandSpec.reading("help", "every command, or what one takes", "[COMMAND]");

    private static final int COLUMN = 20;

    private CommandHelp() {}

    /** All commands. */
    static String all(CommandRegistry registry) {
        StringBuilder text = new StringBuilder("Commands of tvsh:\n");
        for (Command command : registry.all()) {
            text.append(entry(command.spec().name(), command.spec().summary()));
        }
        text.append(entry("help COMMAND", "what a command takes"));
        text.append("""

                SQL ends with a semicolon. \\? lists psql's commands, \\q leaves.
                """);
        return text.toString();
    }

    /** One command. */
    static String of(CommandSpec spec) {
        StringBuilder text = new StringBuilder(spec.name() + ": " + spec.summary() + "\n\n  " + spec.name());
        text.append(" [OPTIONS]").append(spec.arguments().isEmpty() ? "" : " " + spec.arguments());
        text.append("\n\n");
        List<OptionSpec> options = ArgumentParser.optionsOf(spec);
        for (OptionSpec option : options) {
            String letter = option.letter().isEmpty() ? "" : "-" + option.letter() + ", ";
            String name = letter + "--" + option.name() + (option.takesValue() ? " " + option.argument() : "");
            text.append(entry(name, option.summary()));
        }
        return text.toString();
    }

    /** The same for programs. */
    static Map<String, Object> document(List<Command> commands) {
        return Map.of(
                "commands",
                commands.stream().map(command -> document(command.spec())).toList());
    }

    private static Map<String, Object> document(CommandSpec spec) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", spec.name());
        document.put("summary", spec.summary());
        document.put("arguments", spec.arguments());
        document.put("changes", spec.changes());
        document.put("options", ArgumentParser.optionsOf(spec));
        return document;
    }

    private static String entry(String name, String summary) {
        String gap = name.length() < COLUMN ? " ".repeat(COLUMN - name.length()) : "\n" + " ".repeat(COLUMN + 2);
        return "  " + name + gap + summary + "\n";
    }
}
