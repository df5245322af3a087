package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A manifest as a JSON file. Fields that this version does not know are passed over. */
public final class ManifestFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
        Manifest manifest;
        try {
            manifest = JSON.readValue(Files.readString(file), Manifest.class);
        } catch (IOException e) {
            throw unreadable("cannot read manifest " + file + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw unreadable(file + " is not a manifest: " + e.getOriginalMessage(), e);
        }
        if (manifest.schema() != Manifest.SCHEMA) {
            throw new TvshException(
                    ExitCode.FATAL,
                    file + " is a manifest of form " + manifest.schema() + ", this tvsh reads form " + Manifest.SCHEMA);
        }
        return manifest;
    }

    private static TvshException unreadable(String message, Throwable cause) {
        return new TvshException(ExitCode.FATAL, message, List.of("Take another manifest, or make one: backup"), cause);
    }
}
