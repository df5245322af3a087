package dev.tvsh.commands.host;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the host of the cluster is and who acts there: {@code local}, {@code sudo:USER}, {@code ssh:DESTINATION} or
 * {@code ssh:DESTINATION,sudo:USER}; a destination is what ssh takes, {@code ssh://USER@HOST:PORT} among others.
 *
 * @param destination where ssh goes to; empty for this machine
 * @param user whom sudo makes tvsh there; empty for nobody else
 */
public record HostAddress(Optional<String> destination, Optional<String> user) {

    /** This machine, as this user. */
    public static final HostAddress LOCAL = new HostAddress(Optional.empty(), Optional.empty());

    private static final String SSH = "ssh:";
    private static final String SUDO = "sudo:";

    /** No word that ssh or sudo could take for an option. */
    private static final Pattern WORD = Pattern.compile("[^-\\s\\p{Cntrl},][^\\s\\p{Cntrl},]*");

    /**
     * Reads one.
     *
     * @throws TvshException if it is none
     */
    public static HostAddress parse(String text) {
        if (text.isEmpty() || text.equals("local")) {
            return LOCAL;
        }
        String first = text;
        Optional<String> destination = Optional.empty();
        if (text.startsWith(SSH)) {
            int comma = text.indexOf(',');
            String place = comma < 0 ? text : text.substring(0, comma);
            // A URI keeps its scheme.
            destination = Optional.of(word(text, place.startsWith("ssh://") ? place : place.substring(SSH.length())));
            if (comma < 0) {
                return new HostAddress(destination, Optional.empty());
            }
            first = text.substring(comma + 1);
        }
        if (!first.startsWith(SUDO)) {
            throw none(text);
        }
        return new HostAddress(destination, Optional.of(word(text, first.substring(SUDO.length()))));
    }

    /** Whether it is {@link #LOCAL}. Asked of nearly every script: what compares records is made at run time, which takes long. */
    boolean isLocal() {
        return destination.isEmpty() && user.isEmpty();
    }

    private static String word(String text, String word) {
        if (!WORD.matcher(word).matches()) {
            throw none(text);
        }
        return word;
    }

    private static TvshException none(String text) {
        return new TvshException(
                ExitCode.FATAL,
                "not a host: \"" + text + "\"",
                List.of("local, sudo:USER, ssh:[USER@]HOST, ssh://[USER@]HOST:PORT, or ssh:HOST,sudo:USER"));
    }

    /** How it is told in messages. */
    String shown() {
        return destination.orElse("this machine")
                + user.map(name -> " as " + name).orElse("");
    }
}
