package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.ServerMessage;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tvsh knows about an error of the server besides, in one line. */
final class TviewsAdvice {

    /** The SQLSTATEs of a function and of a relation that does not exist; source: PostgreSQL documentation, appendix A. */
    private static final Set<String> MISSING = Set.of("42883", "42P01");

    private static final Pattern OF_THE_EXTENSION = Pattern.compile("\\bpg_tviews?_[a-z_]+");

    private TviewsAdvice() {}

    /** The line with its line end; empty if there is nothing to add. */
    static String about(ServerMessage error) {
        Matcher name = OF_THE_EXTENSION.matcher(error.message());
        if (!MISSING.contains(error.sqlState()) || !name.find()) {
            return "";
        }
        return "→ " + name.group() + " belongs to the extension pg_tviews, which is not in this database or on this "
                + "search_path, or is of another version: status\n";
    }
}
