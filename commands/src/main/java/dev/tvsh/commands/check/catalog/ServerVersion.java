package dev.tvsh.commands.check.catalog;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of PostgreSQL.
 *
 * @param minor -1 where only the major version was named
 */
public record ServerVersion(int major, int minor) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]?)(?:\\.([0-9]{1,3}))?");

    /** From {@code server_version_num}. */
    public static ServerVersion ofNumber(int number) {
        return new ServerVersion(number / 10_000, number % 10_000);
    }

    /** From what a person types, {@code 17} or {@code 15.18}. @throws TvshException if it is no version */
    public static ServerVersion parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "'" + text + "' is not a version of PostgreSQL",
                    List.of("For example: check --to 15.18"));
        }
        String minor = matcher.group(2);
        return new ServerVersion(Integer.parseInt(matcher.group(1)), minor == null ? -1 : Integer.parseInt(minor));
    }

    /** Whether this is an earlier version; of versions without a minor one only the major is compared. */
    public boolean before(ServerVersion other) {
        if (major != other.major) {
            return major < other.major;
        }
        return minor >= 0 && other.minor >= 0 && minor < other.minor;
    }

    /** As {@code server_version_num}; a version without a minor one counts as the last of its series. */
    public int number() {
        return major * 10_000 + (minor < 0 ? 9_999 : minor);
    }

    @Override
    public String toString() {
        return minor < 0 ? Integer.toString(major) : major + "." + minor;
    }
}
