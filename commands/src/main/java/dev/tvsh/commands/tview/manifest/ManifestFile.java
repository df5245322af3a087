package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A manifest as a JSON file. Fields that this version does not know are passed over. */
public final class ManifestFile {
    private static final String ANOTHER = "Take another manifest, or make one: backup";

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
            JSON.writeValue(file, manifest);
        } catch (JacksonException e) {
            throw new TvshException(
                    ExitCode.FATAL, "cannot write manifest " + file + ": " + e.getOriginalMessage(), List.of(), e);
        }
    }

    /** Starts a manifest whose TVIEWs come some at a time; it has the same form. */
    public static ManifestStream stream(Writer out, Manifest frame) {
        return new ManifestStream(JSON.createGenerator(out), frame);
    }

    /** Reads a manifest. @throws TvshException if there is none, it cannot be read, or its form is newer than this tvsh */
    public static Manifest read(Path file) {
        try {
            // Before the rest is looked at: another form may lack fields of this one.
            int form = form(file);
            if (form > Manifest.SCHEMA) {
                throw new TvshException(
                        ExitCode.FATAL,
                        file + " is a manifest of form " + form + ", this tvsh reads form " + Manifest.SCHEMA);
            }
            return form < Manifest.SCHEMA ? olderForm(file) : JSON.readValue(file, Manifest.class);
        } catch (JacksonIOException e) {
            throw unreadable("cannot read manifest " + file + ": " + FileProblem.reason(e), e);
        } catch (JacksonException e) {
            throw unreadable(file + " is not a manifest: " + e.getOriginalMessage(), e);
        }
    }

    /** The form, without keeping the rest; 0 if none is told. */
    private static int form(Path file) {
        try (JsonParser json = JSON.createParser(file)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return 0;
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken value = json.nextToken();
                if (name.equals("schema")) {
                    return value == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : 0;
                }
                json.skipChildren();
            }
            return 0;
        }
    }

    /** A manifest of an older form, with the fields that came later; what it did not record, nobody compares. */
    private static Manifest olderForm(Path file) {
        JsonNode manifest = JSON.readTree(file);
        if (!manifest.isObject()) {
            throw new TvshException(
                    ExitCode.FATAL, file + " is not a manifest: it is no object of JSON", List.of(ANOTHER));
        }
        addMissing(manifest, "handlers", JSON.createArrayNode());
        addMissing(manifest, "rest", JSON.nullNode());
        addMissing(manifest.path("database"), "origin", JSON.nullNode());
        for (JsonNode tview : manifest.path("tviews")) {
            addMissing(tview, "content", JSON.nullNode());
            for (String relation : List.of("table", "view")) {
                addMissing(tview.path(relation), "constraints", JSON.createArrayNode());
                addMissing(tview.path(relation), "options", JSON.createArrayNode());
                addMissing(tview.path(relation), "columnComments", JSON.createObjectNode());
            }
        }
        for (JsonNode table : manifest.path("baseTables")) {
            addMissing(table, "content", JSON.nullNode());
        }
        return JSON.treeToValue(manifest, Manifest.class);
    }

    private static void addMissing(JsonNode node, String field, JsonNode value) {
        if (node instanceof ObjectNode object && !object.has(field)) {
            object.set(field, value);
        }
    }

    private static TvshException unreadable(String message, Throwable cause) {
        return new TvshException(ExitCode.FATAL, message, List.of(ANOTHER), cause);
    }
}
