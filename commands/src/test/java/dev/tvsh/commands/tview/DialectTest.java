package dev.tvsh.commands.tview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {
    @ParameterizedTest
    @CsvSource({
        // refresh(entity), refresh text, event trigger, library, dialect
        "false, false, false, 0.1.0-alpha,   BETA_1",
        "false, true,  true,  0.1.0-alpha,   BETA_2",
        "true,  false, true,  0.1.0-beta.3,  BETA_3",
        "true,  false, true,  0.1.0-beta.6,  BETA_3",
        "true,  false, true,  0.1.0-beta.7,  BETA_7",
        "true,  false, true,  0.1.0-beta.12, BETA_7",
        "false, true,  true,  0.1.0-beta.8,  MIXED",
        "true,  false, true,  0.1.0-beta.x,  BETA_3",
        "false, false, true,  0.2.0,         UNKNOWN",
    })
    void theObjectsAndTheLibraryTellTheSurface(
            boolean byEntity, boolean text, boolean eventTrigger, String library, Dialect dialect) {
        Dialect.Surface surface = new Dialect.Surface(true, false, byEntity, text, eventTrigger);
        assertThat(Dialect.decide(surface, Fact.known(library), true, true)).isEqualTo(dialect);
    }

    @Test
    void aLibraryThatDoesNotAnswerIsNeverTakenForANewOne() {
        Dialect.Surface surface = new Dialect.Surface(true, false, true, false, true);
        Dialect dialect = Dialect.decide(surface, Fact.undetermined("could not access file"), true, true);
        assertThat(dialect.createsByFunction()).isFalse();
    }

    @Test
    void triggersWithoutExtensionOrWithoutRegistrationsAreToldApart() {
        Dialect.Surface none = new Dialect.Surface(false, false, false, false, false);
        Dialect.Surface beta = new Dialect.Surface(true, false, true, false, true);
        Fact<String> library = Fact.known("0.1.0-beta.8");
        assertThat(Dialect.decide(none, library, false, true)).isEqualTo(Dialect.BROKEN_DROPPED);
        assertThat(Dialect.decide(none, library, false, false)).isEqualTo(Dialect.NOT_INSTALLED);
        assertThat(Dialect.decide(beta, library, false, true)).isEqualTo(Dialect.UNREGISTERED);
        assertThat(Dialect.decide(beta, library, false, false)).isEqualTo(Dialect.BETA_7);
    }
}
