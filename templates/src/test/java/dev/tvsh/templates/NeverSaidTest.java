package dev.tvsh.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tvsh never tells a server, because of what pg_tviews does with it: its hook rewrites statements by the words in them,
 * its functions for conversion and two-phase commit destroy, and what is reinstalled has forgotten every TVIEW.
 */
class NeverSaidTest {

    private static final List<Pattern> NEVER = List.of(
            // The hook drops the TVIEW of the first tv_ word in the message, whatever the statement is about.
            Pattern.compile("\\bdrop\\s+table\\b"),
            Pattern.compile("\\bcreate\\s+(unlogged\\s+|temp(orary)?\\s+)?table\\b"),
            // Dropping and creating again loses registrations and grants.
            Pattern.compile("\\b(drop|create)\\s+extension\\b"),
            // Refreshes the first table of that name in the search_path, or crashes where library and catalog differ.
            Pattern.compile("\\bpg_tviews_refresh\\s*\\("),
            Pattern.compile(
                    "\\bpg_tviews_(create|drop|convert\\w*|commit_prepared|rollback_prepared|recover\\w*)\\s*\\("),
            // Always fail, which ends the server where the library was built to abort.
            Pattern.compile("\\bpg_tviews_(show_cascade_path|performance_stats)\\s*\\("),
            // Constants, and a transaction id spent to get them.
            Pattern.compile("\\bpg_tviews_queue_realtime\\b"),
            // Would turn D, R and A into O; and the other hides writes from every trigger.
            Pattern.compile("\\b(enable|disable)\\s+trigger\\s+(all|user)\\b"),
            Pattern.compile("\\bsession_replication_role\\b"),
            Pattern.compile("\\bcascade\\b"));

    private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*");

    static List<Path> templates() {
        return QuotesInTemplatesTest.templates();
    }

    private static List<String> said(String source) {
        String statement = QUOTED.matcher(source.replaceAll("(?m)##.*$", ""))
                .replaceAll("''")
                .toLowerCase(Locale.ROOT);
        return NEVER.stream()
                .filter(pattern -> pattern.matcher(statement).find())
                .map(Pattern::pattern)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("templates")
    @Tag("T10")
    @Tag("T18")
    @Tag("T19")
    void noTemplateSaysIt(Path template) throws IOException {
        assertThat(said(Files.readString(template))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE IF EXISTS ${table}",
                "SELECT pg_tviews_refresh($entity)",
                "SELECT * FROM public.pg_tviews_queue_realtime",
                "ALTER TABLE ${table} ENABLE TRIGGER ALL",
                "SET session_replication_role = replica",
                "CREATE UNLOGGED TABLE tv_backup AS SELECT 1",
            })
    void whatSaysItIsFound(String source) {
        assertThat(said(source)).isNotEmpty();
    }

    /** A message with several statements is one string to the hook. */
    @ParameterizedTest
    @MethodSource("templates")
    @Tag("T10")
    void aTemplateIsOneStatement(Path template) throws IOException {
        String source = Files.readString(template)
                .replaceAll("(?m)##.*$", "")
                .replaceAll("(?s)\\\\\\$(\\w*)\\\\\\$.*?\\\\\\$\\1\\\\\\$", "''");
        assertThat(QUOTED.matcher(source).replaceAll("''")).doesNotContain(";");
    }
}
