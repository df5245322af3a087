package dev.tvsh.shell;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionOptions;
import dev.tvsh.commands.connection.ConnectionResolver;
import dev.tvsh.commands.connection.ConnectionSpec;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.ServerConnector;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.terminal.UserTerminal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out where to connect: at the start, and at {@code \connect}. */
final class Targets {

    private static final String REUSE = "-reuse-previous=";

    private final ConnectionResolver resolver;
    private final Application.Terminal terminal;
    private final Consumer<String> warnings;

    /** @param warnings takes what the user should know of the password file */
    Targets(World world, Application.Terminal terminal, Consumer<String> warnings) {
        this.resolver =
                new ConnectionResolver(world.environment(), world.home(), System.getProperty("user.name", "postgres"));
        this.terminal = terminal;
        this.warnings = warnings;
    }

    Connector first(ConnectionOptions options) {
        return connector(resolver.resolve(options));
    }

    private Connector connector(ConnectionSpec spec) {
        return new ServerConnector(spec, this::askPassword, warnings);
    }

    /**
     * What is not given, or is {@code -}, stays as it is; a URI or a connection string stands for itself. {@code
     * -reuse-previous} says which of the two it is.
     */
    Connector next(List<String> words, Connector now, boolean connected) {
        boolean said = !words.isEmpty() && words.get(0).startsWith(REUSE);
        List<String> rest = said ? words.subList(1, words.size()) : words;
        String database = word(rest, 0);
        boolean whole = database != null && (database.contains("=") || database.contains("://"));
        if (whole && (word(rest, 1) != null || word(rest, 2) != null || word(rest, 3) != null)) {
            throw new TvshException(
                    ExitCode.FATAL, "Do not give user, host, or port separately when using a connection string");
        }
        ConnectionSpec before = now.spec();
        boolean reuse = said ? reuse(words.get(0).substring(REUSE.length())) : !whole;
        if (reuse && !connected) {
            throw new TvshException(ExitCode.FATAL, "No database connection exists to re-use parameters from");
        }
        ConnectionOptions options =
                new ConnectionOptions(word(rest, 2), word(rest, 3), word(rest, 1), database, before.passwords());
        return connector(reuse ? resolver.resolveAgain(before, options) : resolver.resolve(options));
    }

    private static boolean reuse(String value) {
        return Variables.parse(value).orElseThrow(() -> Variables.notBoolean("-reuse-previous", value));
    }

    private static @Nullable String word(List<String> words, int index) {
        return index < words.size() && !words.get(index).equals("-") ? unquoted(words.get(index)) : null;
    }

    /** Without double quotes, but for those that stand for one. */
    private static String unquoted(String word) {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != '"') {
                text.append(word.charAt(i));
            } else if (quoted && word.startsWith("\"\"", i)) {
                text.append('"');
                i++;
            } else {
                quoted = !quoted;
            }
        }
        return text.toString();
    }

    private Optional<char[]> askPassword(String user) {
        Optional<UserTerminal> open = terminal.open();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(open.get().askPassword("Password for user " + user + ": "));
        } catch (UserTerminal.Interrupted e) {
            return Optional.empty();
        }
    }
}
