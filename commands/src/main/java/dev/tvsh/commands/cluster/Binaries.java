package dev.tvsh.commands.cluster;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server programs of one version.
 *
 * @param folder the folder that {@code postgres} is in
 * @param version for example {@code 15.18}
 * @param missing files that the cluster needs and these programs lack
 * @param share where they look for the files of extensions, in its folder {@code extension}, if that could be found out
 * @param libraries where they look for libraries, if that could be found out
 */
public record Binaries(
        Path folder, String version, List<String> missing, Optional<Path> share, Optional<Path> libraries) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)\\.(\\d+)");

    static Binaries of(HostFacts facts) {
        return new Binaries(
                Path.of(facts.text("bin")),
                versionIn(facts.text("version")),
                facts.all("missing"),
                folder(facts.text("share")),
                folder(facts.text("lib")));
    }

    private static Optional<Path> folder(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    /** The version in what a program of PostgreSQL prints for {@code --version}. */
    public static String versionIn(String text) {
        Matcher matcher = VERSION.matcher(text);
        if (!matcher.find()) {
            throw new TvshException(ExitCode.FATAL, "not a released version of PostgreSQL: " + text);
        }
        return matcher.group(1) + "." + matcher.group(2);
    }

    /** The major part of a version, for example 15. */
    public static int major(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    /** The minor part of a version, for example 18. */
    public static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    /** A version out of the number that a server reports, for example {@code 15.12} out of 150012. */
    public static String versionOf(int number) {
        return number / 10_000 + "." + number % 10_000;
    }
}
