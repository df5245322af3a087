package dev.tvsh.shell;

import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.terminal.EditorSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What psql's variables say of the line editor. */
final class VariableSettings implements EditorSettings {

    private final Variables variables;
    private final Path home;
    private @Nullable List<String> commands;

    VariableSettings(Variables variables, Path home) {
        this.variables = variables;
        this.home = home;
    }

    @Override
    public boolean isCommand(String word) {
        List<String> known = commands;
        if (known == null) {
            known = new CommandRegistry().names();
            commands = known;
        }
        return known.contains(word) || word.equals("help") || word.equals("quit") || word.equals("exit");
    }

    @Override
    public String editMode() {
        return text(Variables.EDIT_MODE);
    }

    @Override
    public int historySize() {
        return variables.number("HISTSIZE");
    }

    @Override
    public String historyControl() {
        return text("HISTCONTROL");
    }

    @Override
    public Path historyFile(Path usual) {
        String name = variables.value("HISTFILE");
        if (name == null || name.isEmpty()) {
            return usual;
        }
        return name.startsWith("~/") ? home.resolve(name.substring(2)) : Path.of(name);
    }

    private String text(String variable) {
        String value = variables.value(variable);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
