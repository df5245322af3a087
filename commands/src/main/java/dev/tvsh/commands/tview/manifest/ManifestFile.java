package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A manifest as a JSON file. Fields that this version does not know are passed over. */
public final class ManifestFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private ManifestFile() {}

    /** The manifest as JSON text; how it gets onto the disk in one piece is the caller's care. */
    public static String toJson(Manifest manifest) {
        return JSON.writeValueAsString(manifest) + "\n";
    }

    /** Writes the manifest into a file that nobody reads yet. @throws TvshException if that fails */
    public static void write(Manifest manifest, Path file) {
        try {
            Files.writeString(file, toJson(manifest));
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL, "cannot write manifest " + file + ": " + e.getMessage(), List.of(), e);
        }
    }

    /** Reads a manifest. @throws TvshException if there is none, it cannot be read, or its form is newer than this tvsh */
    public static Manifest read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            int form = json.path("schema").asInt(0);
            // Before the rest is looked at: another form may lack fields of this one.
            if (form > Manifest.SCHEMA) {
                throw new TvshException(
                        ExitCode.FATAL,
                        file + " is a manifest of form " + form + ", this tvsh reads form " + Manifest.SCHEMA);
            }
            return JSON.treeToValue(json, Manifest.class);
        } catch (IOException e) {
            throw unreadable("cannot read manifest " + file + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw unreadable(file + " is not a manifest: " + e.getOriginalMessage(), e);
        }
    }

    private static TvshException unreadable(String message, Throwable cause) {
        return new TvshException(ExitCode.FATAL, message, List.of("Take another manifest, or make one: backup"), cause);
    }
}
