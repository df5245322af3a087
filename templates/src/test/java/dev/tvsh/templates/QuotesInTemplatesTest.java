package dev.tvsh.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A typed reference brings its own quotes: between quotes of the template, or in a comment, it would mean something else. */
class QuotesInTemplatesTest {

    private static final Path SQL = Path.of("sql");
    private static final Pattern QUOTED =
            Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|(§\\w*§).*?\\1|--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern REFERENCE = Pattern.compile("\\$!?\\{?[A-Za-z]");

    static List<Path> templates() {
        try (Stream<Path> tree = Files.walk(SQL)) {
            return tree.filter(path -> path.toString().endsWith(".sql.vm"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands between quotes or in a comment and holds a reference. */
    private static List<String> misplaced(String source) {
        // Velocity's comments, and what it does not look into.
        String seen = source.replaceAll("(?m)##.*$", "").replace("\\$", "§").replaceAll("(?s)#\\[\\[.*?]]#", "");
        return QUOTED.matcher(seen)
                .results()
                .map(MatchResult::group)
                .filter(text -> REFERENCE.matcher(text).find())
                .toList();
    }

    /** A database in another encoding than UTF-8 may not know a character of a statement, and then runs none of it. */
    @ParameterizedTest
    @MethodSource("templates")
    void aStatementIsAscii(Path template) throws IOException {
        assertThat(Files.readString(template).replaceAll("(?m)##.*$", "")).containsPattern("^\\p{ASCII}*$");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void noReferenceStandsBetweenQuotes(Path template) throws IOException {
        assertThat(misplaced(Files.readString(template))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '$name'",
                "SELECT \"${name}\"",
                "SELECT 1 -- $name",
                "SELECT /* $!{name} */ 1",
                "SELECT 'it''s $name'",
                "DO \\$body\\$ x $name \\$body\\$",
                "DO \\$\\$ '${row.name}' \\$\\$",
            })
    void whereOneStandsItIsFound(String source) {
        assertThat(misplaced(source)).hasSize(1);
    }

    @Test
    void referencesBetweenThemAreFine() {
        assertThat(templates()).hasSizeGreaterThan(50);
        assertThat(misplaced("SELECT 'a', $name, 'b', ${value} FROM \"c\" ## '$name'"))
                .isEmpty();
    }
}
