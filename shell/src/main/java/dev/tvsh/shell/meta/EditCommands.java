package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statement, a function or a view in the user's editor; what comes back is read as if it had been typed. */
final class EditCommands {

    private static final Pattern LINE_AT_END = Pattern.compile("(?s)(.*?)\\s+([0-9]+)");

    private static final String EMPTY_FUNCTION = """
            CREATE FUNCTION ( )
             RETURNS\s
             LANGUAGE\s
             -- common options:  IMMUTABLE  STABLE  STRICT  SECURITY DEFINER
            AS $function$

            $function$
            """;

    private static final String EMPTY_VIEW = """
            CREATE VIEW  AS
             SELECT\s
              -- something...
            """;

    private final DefinitionCommands definitions;

    private EditCommands(DefinitionCommands definitions) {
        this.definitions = definitions;
    }

    static List<MetaCommand> all(DefinitionCommands definitions) {
        EditCommands commands = new EditCommands(definitions);
        return List.of(
                MetaCommand.of(
                        "e edit",
                        ArgumentStyle.NAMES,
                        "[FILE] [LINE]",
                        "edit the statement, or a file",
                        EditCommands::statement),
                MetaCommand.of("ef", ArgumentStyle.LINE, "[NAME [LINE]]", "edit a function", commands::function),
                MetaCommand.of("ev", ArgumentStyle.LINE, "[NAME [LINE]]", "edit a view", commands::view),
                MetaCommand.of(
                        "w write", ArgumentStyle.FILE, "FILE", "write the statement to a file", EditCommands::write));
    }

    private static String buffer(Call call) {
        String typed = call.lexer().buffer();
        return typed.isEmpty() ? call.state().lastStatement() : typed;
    }

    private static void statement(Call call) {
        List<String> words = call.meta().words();
        boolean lineOnly = words.size() == 1 && words.get(0).matches("[0-9]+");
        String name = lineOnly ? "" : call.word(0);
        String number = lineOnly ? call.word(0) : call.word(1);
        int line = number.isEmpty() ? 0 : number.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(number) : -1;
        if (line < 0) {
            throw new TvshException(ExitCode.FATAL, "invalid line number: " + number);
        }
        if (name.isEmpty()) {
            edit(call, buffer(call), line);
        } else {
            Path path = call.state().path(name);
            call.interpreter().programs().edit(path.toString(), line);
            take(call, path, name);
        }
    }

    private void function(Call call) {
        edit(call, "function-definition", EMPTY_FUNCTION);
    }

    private void view(Call call) {
        edit(call, "view-definition", EMPTY_VIEW);
    }

    private void edit(Call call, String template, String empty) {
        String name = call.word(0).replaceFirst("[;\\s]+$", "");
        Matcher numbered = LINE_AT_END.matcher(name);
        int line = 0;
        if (numbered.matches()) {
            name = numbered.group(1);
            line = Integer.parseInt(numbered.group(2));
        }
        String text = name.isEmpty() ? empty : definitions.text(call, template, name);
        if (!edit(call, text, line)) {
            call.state().output().echo("No changes\n");
        }
    }

    /** @return whether anything was changed */
    private static boolean edit(Call call, String text, int line) {
        try {
            Path file = Files.createTempFile("tvsh.edit.", ".sql");
            try {
                String before = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
                Files.writeString(file, before);
                call.interpreter().programs().edit(file.toString(), line);
                boolean changed = !Files.readString(file).equals(before);
                if (changed) {
                    take(call, file, file.toString());
                }
                return changed;
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, FileProblem.of("the file to edit", e), List.of(), e);
        }
    }

    private static void take(Call call, Path file, String name) {
        try {
            String edited = Files.readString(file);
            call.lexer().clearBuffer();
            call.lexer().putBack(edited.endsWith("\n") ? edited : edited + "\n");
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, FileProblem.of(name, e), List.of(), e);
        }
    }

    private static void write(Call call) {
        String name = call.word(0);
        if (name.isEmpty()) {
            throw GeneralCommands.missing(call);
        }
        String text = buffer(call);
        try (OutputStream stream = GeneralCommands.open(call, name)) {
            stream.write((text.isEmpty() ? "" : text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, FileProblem.of(name, e), List.of(), e);
        }
    }
}
