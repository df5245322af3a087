package dev.tvsh.commands.tview;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version that the library tells of itself.
 *
 * @param text as it tells it, for example {@code 0.1.0-beta.8}
 */
record LibraryVersion(String text) {
    private static final Pattern BETA = Pattern.compile("0\\.1\\.0-beta\\.([0-9]{1,4})");
    /** Both beta.1 and beta.2 say so. */
    private static final String FIRST = "0.1.0-alpha";

    /** Whether it is of beta.1 or beta.2. */
    boolean first() {
        return text.equals(FIRST);
    }

    /** Whether it is known to be of this beta, which must be beta.3 or a later one, or of a later beta. */
    boolean atLeastBeta(int number) {
        return beta() >= number;
    }

    /** Whether SQL objects of this release came with it. */
    boolean made(SqlObjects objects) {
        return switch (objects) {
            case BETA_1, BETA_2 -> first();
            case BETA_3 -> beta() >= 3 && beta() <= 6;
            case BETA_7 -> beta() >= 7;
            case DOCUMENTED, UNKNOWN -> !first() && beta() == 0;
        };
    }

    /** The number of the beta; 0 for whatever does not tell one. */
    private int beta() {
        Matcher matcher = BETA.matcher(text);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
