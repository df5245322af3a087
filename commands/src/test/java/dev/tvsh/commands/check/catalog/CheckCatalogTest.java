package dev.tvsh.commands.check.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.check.probe.Probes;
import dev.tvsh.templates.Templates;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Every check of the catalog can be asked, and says why it is there. */
class CheckCatalogTest {
    static List<CheckSpec> all() {
        return CheckCatalog.read().all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatACheckNamesIsThere(CheckSpec check) {
        assertThat(check.title()).doesNotEndWith(".");
        assertThat(check.why()).endsWith(".");
        Templates templates = Templates.builtIn();
        if (check.ask() instanceof Ask.Query query) {
            assertThat(query.template()).startsWith("sql/check/");
            assertThatCode(() -> templates.source(query.template())).doesNotThrowAnyException();
        }
        if (check.ask() instanceof Ask.Host host) {
            assertThatCode(() -> templates.source(host.template())).doesNotThrowAnyException();
        }
        if (check.ask() instanceof Ask.Code code) {
            assertThat(Probes.has(code.name())).as(code.name()).isTrue();
        }
        if (check.fix() instanceof Fix.Statement fix) {
            assertThatCode(() -> templates.source(fix.template())).doesNotThrowAnyException();
        }
    }

    @Test
    void allThatIsUrgentIsAmongTheChecksOfTviews() {
        assertThat(CheckCatalog.urgent())
                .isNotEmpty()
                .extracting(CheckSpec::id)
                .containsExactlyElementsOf(CheckCatalog.read().all().stream()
                        .filter(CheckSpec::urgent)
                        .map(CheckSpec::id)
                        .toList());
    }

    @Test
    void thereAreMany() {
        assertThat(all())
                .hasSizeGreaterThanOrEqualTo(28)
                .extracting(CheckSpec::id)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id': 'Bad', 'title': 'a', 'why': 'b.', 'routes': {'any': 'warn'}, 'probe': 'drift'}",
                "{'id': 'a.b', 'why': 'b.', 'routes': {'any': 'warn'}, 'probe': 'drift'}",
                "{'id': 'a.b', 'title': 'a', 'why': 'b.', 'routes': {}, 'probe': 'drift'}",
                "{'id': 'a.b', 'title': 'a', 'why': 'b.', 'routes': {'any': 'severe'}, 'probe': 'drift'}",
                "{'id': 'a.b', 'title': 'a', 'why': 'b.', 'routes': {'any': 'warn'}}",
                "{'id': 'a.b', 'title': 'a', 'why': 'b.', 'routes': {'any': 'warn'}, 'probe': 'drift', 'sql': 'x'}",
                "{'id': 'a.b', 'title': 'a', 'why': 'b.', 'routes': {'any': 'warn'}, 'probe': 'drift', 'more': 1}",
                "{'id': 'a.b', 'title': 'a', 'why': 'b.', 'routes': {'any': 'warn'}, 'probe': 'drift', 'window': {'till': '15'}}",
                "{'id': 'a.b', 'title': 'a', 'why': 'b.', 'routes': {'any': 'warn'}, 'probe': 'drift', 'window': {'into': {'15.1': '14.9'}}}",
            })
    void whatIsNotInOrderIsRefused(String json) {
        SpecReader reader = new SpecReader("test.json", JsonMapper.shared().readTree(json.replace('\'', '"')));
        assertThatThrownBy(reader::read).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // Below, at, between and above the bounds.
        "crosses, 16, 15.12, 15.12, 17, true",
        "crosses, 16, 15.12, 15.12, 16.0, true",
        "crosses, 16, 15.12, 15.12, 15.18, false",
        "crosses, 16, 16.1, 16.1, 17, false",
        "crosses, 16, 15.12, 15.12, , false",
        "from, 14, 13.22, 13.22, 17, false",
        "from, 14, 14.0, 14.0, 17, true",
        "before, 14, 13.22, 13.22, , true",
        "before, 14, 14.0, 14.0, , false",
        "toBefore, 17.6, 15.12, 15.12, 17.5, true",
        "toBefore, 17.6, 15.12, 15.12, 17.6, false",
        "toBefore, 17.6, 15.12, 15.12, 17, false",
        "to, 17, 15.12, 15.12, 17, true",
        "to, 17, 15.12, 15.12, 16.9, false",
        "fixed, 15.4, 15.1, 15.1, 15.3, false",
        "fixed, 15.4, 15.1, 15.1, 15.4, true",
        "fixed, 15.4, 15.1, 15.1, 17, true",
        "fixed, 15.4, 15.12, 15.12, 15.18, false",
        "fixed, 15.4, 15.12, 15.1, 15.18, true",
        "fixed, 15.4, 15.12, 15.1, , true",
        "fixed, 15.4, 15.1, 15.1, , false",
        "fixed, 15.4, 16.1, 16.1, 17, false",
        "into, 15.16-15.19, 15.12, 15.12, 15.15, false",
        "into, 15.16-15.19, 15.12, 15.12, 15.16, true",
        "into, 15.16-15.19, 15.12, 15.12, 15.18, true",
        "into, 15.16-15.19, 15.12, 15.12, 15.19, false",
        "into, 15.16-15.19, 14.2, 14.2, 16.1, false",
        "into, 15.16-15.19, 15.12, 15.12, 15, false",
        "into, 15.16-15.19, 15.17, 15.17, , false",
    })
    void theWindowOpensAndCloses(
            String bound, String version, String current, String lowest, String target, boolean open) {
        String value = switch (bound) {
            case "fixed" -> "[\"" + version + "\"]";
            case "into" -> "{\"" + version.replace("-", "\": \"") + "\"}";
            default -> "\"" + version + "\"";
        };
        String json = "{\"id\": \"a.b\", \"title\": \"a\", \"why\": \"b.\", \"routes\": {\"any\": \"warn\"},"
                + " \"probe\": \"drift\", \"window\": {\"" + bound + "\": " + value + "}}";
        Window window = new SpecReader("test.json", JsonMapper.shared().readTree(json))
                .read()
                .window();
        assertThat(window.open(
                        ServerVersion.parse(current),
                        ServerVersion.parse(lowest),
                        Optional.ofNullable(target).map(ServerVersion::parse)))
                .isEqualTo(open);
    }

    /** Who adds a debt of a later release says there that it is known. */
    @ParameterizedTest
    @MethodSource("all")
    void noCheckIsAboutALaterReleaseThanThoseThatAreKnown(CheckSpec check) {
        KnownReleases known = KnownReleases.read();
        assertThat(check.window().fixed())
                .allMatch(version ->
                        !known.of(version.major()).orElseThrow().newest().before(version));
        assertThat(check.window().into())
                .allMatch(releases -> !known.of(releases.first().major())
                        .orElseThrow()
                        .newest()
                        .before(releases.next()));
    }

    @Test
    void aRouteThatIsNotNamedIsAsAnyOther() {
        CheckSpec prepared = CheckCatalog.read().find("env.prepared").orElseThrow();
        assertThat(prepared.severityOn(Route.PG_MINOR)).contains(Severity.WARN);
        assertThat(prepared.severityOn(Route.PG_UPGRADE)).contains(Severity.BLOCK);
        assertThat(prepared.worst()).isEqualTo(Severity.BLOCK);
    }
}
