package dev.tvsh.shell;

import dev.tvsh.commands.connection.ConnectionOptions;
import dev.tvsh.commands.connection.ConnectionResolver;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.ServerConnector;
import dev.tvsh.commands.connection.Target;
import dev.tvsh.shell.terminal.UserTerminal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out where to connect: at the start, and at {@code \connect}. */
final class Targets {

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
        return new ServerConnector(resolver.resolve(options), this::askPassword, warnings);
    }

    /** What is not given, or is {@code -}, stays as it is; a URI or a connection string stands for itself. */
    Connector next(List<String> words, Connector now) {
        Target current = now.target();
        String database = word(words, 0);
        boolean whole = database != null && (database.contains("=") || database.contains("://"));
        return first(new ConnectionOptions(
                whole ? word(words, 2) : or(word(words, 2), current.host()),
                whole ? word(words, 3) : or(word(words, 3), Integer.toString(current.port())),
                whole ? word(words, 1) : or(word(words, 1), current.user()),
                or(database, current.database()),
                ConnectionOptions.Passwords.AS_NEEDED));
    }

    private static @Nullable String word(List<String> words, int index) {
        return index < words.size() && !words.get(index).equals("-") ? words.get(index) : null;
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
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
