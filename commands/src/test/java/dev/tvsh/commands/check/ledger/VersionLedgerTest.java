package dev.tvsh.commands.check.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.TvshException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionLedgerTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-11-20T08:00:00Z");

    @TempDir
    Path state;

    @Test
    void theLowestVersionStaysKnownAfterAnUpgrade() throws IOException {
        see(MONDAY, Map.of("server", "15.2"));
        see(FRIDAY, Map.of("server", "15.12"));
        VersionLedger ledger = VersionLedger.read(state, "7300");
        assertThat(ledger.lowestServer(15))
                .contains(new Sighting("server", "15.2", MONDAY.toString(), MONDAY.toString()));
        assertThat(ledger.lowestServer(16)).isEmpty();
    }

    @Test
    void whatIsSeenAgainKeepsItsFirstDay() throws IOException {
        see(MONDAY, Map.of("libc", "2.36"));
        see(FRIDAY, Map.of("libc", "2.36"));
        assertThat(VersionLedger.read(state, "7300").seen())
                .containsExactly(new Sighting("libc", "2.36", MONDAY.toString(), FRIDAY.toString()));
    }

    @Test
    void eachClusterHasItsOwnAndOnlyItsOwnerReadsIt() throws IOException {
        see(MONDAY, Map.of("server", "15.2"));
        assertThat(VersionLedger.read(state, "7301").seen()).isEmpty();
        Path file = state.resolve("ledger/7300.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(state.resolve("ledger"))) {
            assertThat(files.toList()).isEqualTo(List.of(file));
        }
    }

    @Test
    void aDamagedOneIsSaidToBe() throws IOException {
        see(MONDAY, Map.of("server", "15.2"));
        Files.writeString(state.resolve("ledger/7300.json"), "{");
        assertThatThrownBy(() -> VersionLedger.read(state, "7300"))
                .isInstanceOf(TvshException.class)
                .hasMessageContaining("cannot read the ledger");
    }

    private void see(Instant now, Map<String, String> versions) throws IOException {
        VersionLedger.read(state, "7300").see(versions, now);
    }
}
