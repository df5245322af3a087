package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Templates;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** {@code \sf} and {@code \sv}: the text that makes a function or a view again. */
final class DefinitionCommands {

    private static final int NUMBER_WIDTH = 8;

    private final Supplier<Templates> templates;

    DefinitionCommands(Supplier<Templates> templates) {
        this.templates = templates;
    }

    List<MetaCommand> all() {
        return List.of(
                MetaCommand.of("sf sf+", ArgumentStyle.LINE, "NAME", "the definition of a function", this::function),
                MetaCommand.of("sv sv+", ArgumentStyle.LINE, "NAME", "the definition of a view", this::view));
    }

    /** The text that makes a function or a view again. */
    String text(Call call, String template, String name) {
        return find(call, template, name).text("definition");
    }

    private void function(Call call) {
        String name = name(call, "function name is required");
        Row found = find(call, "function-definition", name);
        show(call, found.text("definition"), true);
    }

    private void view(Call call) {
        Row found = find(call, "view-definition", name(call, "view name is required"));
        if (!found.text("kind").equals("v")) {
            throw new TvshException(ExitCode.FATAL, "\"" + found.text("name") + "\" is not a view");
        }
        show(call, found.text("definition"), false);
    }

    private static String name(Call call, String missing) {
        String name = call.word(0).replaceFirst("[;\\s]+$", "");
        if (name.isEmpty()) {
            throw new TvshException(ExitCode.FATAL, missing);
        }
        return name;
    }

    private Row find(Call call, String template, String name) {
        Map<String, Object> values = Map.of("name", Literal.of(name), "typed", name.indexOf('(') >= 0);
        try {
            return new CatalogQuery(call, templates.get())
                    .rows("sql/meta/" + template + ".sql.vm", values)
                    .get(0);
        } catch (DatabaseException e) {
            throw new TvshException(
                    ExitCode.FATAL, e.error().severity() + ":  " + e.error().message(), List.of(), e);
        }
    }

    /** The lines; with {@code +} each with its number, in a function from its body on. */
    private static void show(Call call, String definition, boolean function) {
        String whole = definition.endsWith("\n") ? definition : definition + "\n";
        if (!call.meta().name().endsWith("+")) {
            call.page(whole);
            return;
        }
        StringBuilder text = new StringBuilder();
        int number = function ? 0 : 1;
        for (String line : whole.substring(0, whole.length() - 1).split("\n", -1)) {
            boolean begins = line.startsWith("AS ") || line.startsWith("BEGIN ") || line.startsWith("RETURN ");
            if (number == 0 && begins) {
                number = 1;
            }
            String left = number == 0 ? "" : Integer.toString(number++);
            text.append(String.format(Locale.ROOT, "%-" + NUMBER_WIDTH + "s", left));
            text.append(line).append('\n');
        }
        call.page(text.toString());
    }
}
