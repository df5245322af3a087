package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.PasswordHash;
import dev.tvsh.commands.connection.ResultSink;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.terminal.UserTerminal;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Templates;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What asks the user: {@code \prompt} and {@code \password}. Without a terminal nobody is asked. */
final class AskCommands {

    private final Supplier<Templates> templates;

    private AskCommands(Supplier<Templates> templates) {
        this.templates = templates;
    }

    static List<MetaCommand> all(Supplier<Templates> templates) {
        AskCommands commands = new AskCommands(templates);
        return List.of(
                MetaCommand.of(
                        "prompt",
                        ArgumentStyle.WORDS,
                        "[TEXT] VARIABLE",
                        "ask for the value of a variable",
                        AskCommands::prompt),
                MetaCommand.of("password", ArgumentStyle.NAMES, "[USER]", "change a password", commands::password));
    }

    private static void prompt(Call call) {
        List<String> words = call.meta().words();
        if (words.isEmpty()) {
            throw GeneralCommands.missing(call);
        }
        String name = words.get(words.size() > 1 ? 1 : 0);
        String question = words.size() > 1 ? words.get(0) : "";
        String value;
        if (call.state().terminal().isPresent()) {
            value = ask(call.state().terminal().get(), question);
        } else {
            call.state().output().error(question);
            value = nextLine(call);
        }
        if (value == null) {
            throw new TvshException(ExitCode.FATAL, "\\prompt: could not read value for variable");
        }
        call.state().variables().set(name, value);
    }

    /** In a pipe the answer is the next line of it, as in psql; a file has no answers. */
    private static @Nullable String nextLine(Call call) {
        byte[] line = call.place().file() ? null : call.state().lines().next();
        return line == null ? null : new String(line, StandardCharsets.UTF_8).replaceFirst("\n$", "");
    }

    private static @Nullable String ask(UserTerminal terminal, String question) {
        try {
            return terminal.ask(question);
        } catch (UserTerminal.Interrupted e) {
            return null;
        }
    }

    private void password(Call call) {
        UserTerminal terminal = call.state()
                .terminal()
                .orElseThrow(() -> new TvshException(
                        ExitCode.FATAL,
                        "\\password: there is no terminal to ask for the password",
                        List.of("in a script: ALTER USER ... PASSWORD")));
        Row session = new CatalogQuery(call, templates.get())
                .rows("sql/meta/password-user.sql.vm", Map.of())
                .get(0);
        String user =
                call.word(0).isEmpty() ? session.text("name") : call.word(0).replaceAll("^\"|\"$", "");
        char[] first = secret(terminal, "Enter new password for user \"" + user + "\": ");
        char[] second = secret(terminal, "Enter it again: ");
        try {
            if (!Arrays.equals(first, second)) {
                throw new TvshException(ExitCode.FATAL, "Passwords didn't match.");
            }
            String hash = PasswordHash.of(user, first.clone(), session.text("encryption"));
            // Not recorded: what the server keeps of a password is a secret too.
            String statement = templates
                    .get()
                    .render(
                            "sql/meta/alter-password.sql.vm",
                            Map.of("user", Identifier.of(user), "hash", Literal.of(hash)))
                    .text();
            call.state().connection().session().execute(statement, ResultSink.NONE);
        } finally {
            Arrays.fill(first, ' ');
            Arrays.fill(second, ' ');
        }
    }

    private static char[] secret(UserTerminal terminal, String question) {
        try {
            char[] password = terminal.askPassword(question);
            if (password != null) {
                return password;
            }
        } catch (UserTerminal.Interrupted e) {
            throw new TvshException(ExitCode.INTERRUPTED, "", List.of(), e);
        }
        throw new TvshException(ExitCode.FATAL, "");
    }
}
