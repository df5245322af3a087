package dev.tvsh.commands.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every trap of pg_tviews has a test that is tagged with it, or a reason why it cannot have one. */
class TrapIndexTest {
    private static final int TRAPS = 26;
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"(T\\d+)\"\\)");

    @Test
    void everyTrapIsTestedOrSaysWhyNot() throws IOException {
        List<String> lines = index();
        Set<String> traps =
                IntStream.rangeClosed(1, TRAPS).mapToObj(n -> "T" + n).collect(Collectors.toCollection(TreeSet::new));
        assertThat(lines.stream().map(TrapIndexTest::number)).containsExactlyInAnyOrderElementsOf(traps);

        Set<String> covered = lines.stream()
                .filter(line -> line.contains("|"))
                .map(TrapIndexTest::number)
                .collect(Collectors.toCollection(TreeSet::new));
        covered.addAll(tagged());
        assertThat(covered).isEqualTo(traps);
    }

    private static List<String> index() throws IOException {
        try (InputStream in = Objects.requireNonNull(TrapIndexTest.class.getResourceAsStream("traps.txt"))) {
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static String number(String line) {
        return line.split(" ", 2)[0];
    }

    /** In the tests of all modules: this one sees the classes of its own only. */
    private static Set<String> tagged() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("templates/sql"))) {
            root = Objects.requireNonNull(root.getParent(), "not in a checkout");
        }
        Set<String> tagged = new TreeSet<>();
        for (String module : List.of("templates", "commands", "shell")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith("Test.java"))
                        .flatMap(TrapIndexTest::tags)
                        .forEach(tagged::add);
            }
        }
        return tagged;
    }

    private static Stream<String> tags(Path file) {
        try {
            return TAG.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .map(text -> text.replaceAll(".*\"(T\\d+)\".*", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
