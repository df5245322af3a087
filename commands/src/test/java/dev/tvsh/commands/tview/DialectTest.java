package dev.tvsh.commands.tview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.templates.Ref;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {
    @ParameterizedTest
    @CsvSource({
        // documented metadata, refresh(entity), refresh text, event trigger, for CREATE TABLE AS, objects
        "false, false, false, false, false, BETA_1",
        "false, false, true,  true,  false, BETA_2",
        "false, true,  false, true,  false, BETA_3",
        "false, true,  false, true,  true,  BETA_7",
        // Somebody removed the event trigger: the older of the two is assumed.
        "false, true,  false, false, false, BETA_3",
        "false, true,  true,  true,  true,  UNKNOWN",
        "false, false, false, true,  false, UNKNOWN",
        "true,  false, true,  false, false, DOCUMENTED",
        "true,  true,  false, true,  true,  DOCUMENTED",
    })
    void theCatalogsTellWhoMadeTheSqlObjects(
            boolean documented, boolean byEntity, boolean text, boolean event, boolean tableAs, SqlObjects objects) {
        assertThat(SqlObjects.of(new SqlObjects.Surface(documented, byEntity, text, event, tableAs)))
                .isEqualTo(objects);
    }

    @ParameterizedTest
    @CsvSource({
        "BETA_1,     0.1.0-alpha,   BETA_1,     false, false",
        "BETA_1,     0.1.0-beta.8,  BETA_1,     false, false",
        "BETA_2,     0.1.0-alpha,   BETA_2,     false, false",
        "BETA_2,     0.1.0-beta.3,  MIXED,      false, false",
        "BETA_2,     0.1.0-beta.8,  MIXED,      false, false",
        "BETA_3,     0.1.0-beta.3,  BETA_3,     true,  false",
        "BETA_3,     0.1.0-beta.6,  BETA_3,     true,  false",
        "BETA_3,     0.1.0-beta.8,  BETA_7,     true,  true",
        "BETA_3,     0.1.0-alpha,   MIXED,      false, false",
        "BETA_7,     0.1.0-alpha,   MIXED,      false, false",
        "BETA_7,     0.1.0-beta.4,  BETA_3,     true,  false",
        "BETA_7,     0.1.0-beta.7,  BETA_7,     true,  true",
        "BETA_7,     0.1.0-beta.12, BETA_7,     true,  true",
        "DOCUMENTED, 0.2.0,         DOCUMENTED, false, false",
        "UNKNOWN,    0.1.0-beta.8,  UNKNOWN,    false, false",
        // Nobody knows what these do.
        "BETA_7,     0.1.0-beta.x,  BETA_3,     false, false",
        "BETA_7,     0.2.0,         BETA_3,     false, false",
    })
    void theObjectsAndTheLibraryTellWhatMayBeCalled(
            SqlObjects objects, String library, Dialect dialect, boolean refresh, boolean create) {
        Dialect decided = Dialect.decide(objects, Fact.known(library), true, true);
        assertThat(decided).isEqualTo(dialect);
        List<String> callable = extension(objects, Fact.known(library)).callable();
        assertThat(callable.contains("pg_tviews_refresh")).isEqualTo(refresh);
        assertThat(callable.contains("pg_tviews_create")).isEqualTo(create);
    }

    @ParameterizedTest
    @EnumSource(SqlObjects.class)
    void aLibraryThatDoesNotAnswerIsNeverCalled(SqlObjects objects) {
        assertThat(extension(objects, Fact.undetermined("could not access file"))
                        .callable())
                .isEmpty();
    }

    private static Extension extension(SqlObjects objects, Fact<String> library) {
        Fact<Ref> registrations = Fact.undetermined("not asked for");
        return new Extension("0.1.0", "public", "postgres", library, true, objects, Optional.empty(), registrations);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BETA_7 | 0.1.0-beta.8 | 0.1.0-beta.8",
                "BETA_3 | 0.1.0-beta.5 | 0.1.0-beta.5",
                "BETA_2 | 0.1.0-beta.8 | library 0.1.0-beta.8, SQL objects of beta.2",
                "BETA_3 | 0.1.0-beta.8 | library 0.1.0-beta.8, SQL objects of beta.3 to beta.6",
                "BETA_7 | 0.1.0-alpha  | library 0.1.0-alpha, SQL objects of beta.7 or beta.8",
                "BETA_2 | 0.1.0-alpha  | 0.1.0-alpha, SQL objects of beta.2",
            })
    void bothFactsAreShownWhereOneDoesNotTellTheOther(SqlObjects objects, String library, String shown) {
        assertThat(extension(objects, Fact.known(library)).shown()).isEqualTo(shown);
    }

    @Test
    void triggersWithoutExtensionOrWithoutRegistrationsAreToldApart() {
        Fact<String> library = Fact.known("0.1.0-beta.8");
        assertThat(Dialect.withoutExtension(true)).isEqualTo(Dialect.BROKEN_DROPPED);
        assertThat(Dialect.withoutExtension(false)).isEqualTo(Dialect.NOT_INSTALLED);
        assertThat(Dialect.decide(SqlObjects.BETA_7, library, false, true)).isEqualTo(Dialect.UNREGISTERED);
        assertThat(Dialect.decide(SqlObjects.BETA_7, library, false, false)).isEqualTo(Dialect.BETA_7);
        // A mixture stays one, whatever is registered: nothing of it may be called.
        assertThat(Dialect.decide(SqlObjects.BETA_2, library, false, true)).isEqualTo(Dialect.MIXED);
        assertThat(Dialect.decide(SqlObjects.DOCUMENTED, library, false, true)).isEqualTo(Dialect.DOCUMENTED);
    }
}
