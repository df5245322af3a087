package dev.tvsh.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what really happens. */
class ReadmeIT {

    private static final Pattern SESSION = Pattern.compile("(?ms)^```console\n(.*?)^```$");
    private static final String PROMPT = "shop=# ";
    private static final String MARK = "--- next input ---";

    @TempDir
    private Path home;

    @Test
    void theSessionsRunAsShown() throws IOException {
        Matcher blocks = SESSION.matcher(Files.readString(Script.CHECKOUT.resolve("README.md")));
        int inputs = 0;
        while (blocks.find()) {
            inputs += run(blocks.group(1));
        }
        assertThat(inputs).isGreaterThan(5);
    }

    private int run(String session) throws IOException {
        List<String> inputs = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String line : session.split("\n", -1)) {
            if (line.startsWith(PROMPT)) {
                inputs.add(line.substring(PROMPT.length()));
                expected.add("");
            } else if (!line.isEmpty()) {
                expected.set(expected.size() - 1, expected.get(expected.size() - 1) + line + "\n");
            }
        }
        Path script = Files.writeString(
                home.resolve("session.tvsh"),
                inputs.stream().map(input -> input + "\n\\echo " + MARK + "\n").collect(Collectors.joining()));
        try (TestCluster cluster = TestCluster.startWithShop()) {
            // As the demo's cluster is; a cluster for tests is in more of a hurry.
            cluster.sql("shop", "ALTER SYSTEM SET fsync = on");
            cluster.restart();
            List<String> arguments = new ArrayList<>(MinorUpgradeIT.upgrade(cluster));
            arguments.set(arguments.size() - 1, script.toString());
            Script.Run run = Script.tvsh(home.resolve("home")).run(arguments);
            assertThat(run.exit()).as("%s", run).isZero();
            List<String> answers = List.of(run.output().split(Pattern.quote(MARK) + "\n", -1));
            for (int i = 0; i < inputs.size(); i++) {
                assertThat(answers.get(i).replaceAll("\n\n", "\n"))
                        .as(inputs.get(i))
                        .matches(Pattern.compile(pattern(expected.get(i)), Pattern.DOTALL));
            }
        }
        return inputs.size();
    }

    /** An ellipsis matches anything within a line, and any lines where it stands alone. */
    private static String pattern(String shown) {
        return shown.lines()
                .map(line -> line.equals("…")
                        ? "(?:[^\n]*\n)*?"
                        : Pattern.quote(line).replace("…", "\\E[^\n]*?\\Q") + "\n")
                .collect(Collectors.joining());
    }
}
