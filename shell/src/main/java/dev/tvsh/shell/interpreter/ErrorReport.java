package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.shell.render.MessageText;

/** How a command's failure is told: the error first, then what to know and to type. */
public final class ErrorReport {

    private ErrorReport() {}

    /** Such a message begins with the connection, and has the severity where the server has told one. */
    private static boolean isOfConnecting(DatabaseException error) {
        return error instanceof ConnectionLostException && error.statement().isEmpty();
    }

    /** The lines, each with its line end. */
    public static String of(TvshException error) {
        StringBuilder text = new StringBuilder("✗ ");
        if (error instanceof DatabaseException database) {
            String told = MessageText.error(database.error(), database.statement(), MessageText.Show.DEFAULT);
            text.append(
                    isOfConnecting(database)
                            ? told.substring(told.indexOf(':') + 1).stripLeading()
                            : told);
        } else {
            text.append(error.getMessage()).append('\n');
        }
        error.advice().forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }
}
