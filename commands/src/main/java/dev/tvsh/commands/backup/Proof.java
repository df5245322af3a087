package dev.tvsh.commands.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * That a backup was restored and was equal to what was backed up.
 *
 * @param at when, as an ISO-8601 instant
 * @param millis how long restoring and comparing took, in milliseconds
 * @param server the version of the server that it was restored on, for example {@code 15.18}
 * @param tviews how many TVIEWs were compared
 * @param sums the SHA-256 of the sums of the backup that was proved
 */
public record Proof(String at, long millis, String server, int tviews, String sums) {

    static final String FILE = "PROVED.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    String toJson() {
        return JSON.writeValueAsString(this) + "\n";
    }

    /** Empty if there is none; one that cannot be read proves nothing. */
    static Optional<Proof> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Proof.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
