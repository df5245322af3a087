package dev.tvsh.commands.tview.manifest;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** A manifest as JSON whose TVIEWs are never all in memory. */
public final class ManifestStream implements AutoCloseable {
    private final JsonGenerator json;
    private final Manifest frame;

    /** @param frame all but the TVIEWs */
    ManifestStream(JsonGenerator json, Manifest frame) {
        this.json = json;
        this.frame = frame;
        json.writeStartObject();
        json.writePOJOProperty("schema", frame.schema());
        json.writePOJOProperty("taken", frame.taken());
        json.writePOJOProperty("server", frame.server());
        json.writePOJOProperty("database", frame.database());
        json.writePOJOProperty("extension", frame.extension());
        json.writePOJOProperty("members", frame.members());
        json.writeArrayPropertyStart("tviews");
    }

    /** Adds some TVIEWs. */
    public void add(List<Manifest.TviewEntry> tviews) {
        tviews.forEach(json::writePOJO);
    }

    /** Writes the rest; without this the text is no JSON. */
    public void complete(Map<String, String> undetermined) {
        json.writeEndArray();
        json.writePOJOProperty("dangling", frame.dangling());
        json.writePOJOProperty("unregistered", frame.unregistered());
        json.writePOJOProperty("triggers", frame.triggers());
        json.writePOJOProperty("handlers", frame.handlers());
        json.writePOJOProperty("eventTriggers", frame.eventTriggers());
        json.writePOJOProperty("baseTables", frame.baseTables());
        json.writePOJOProperty("rest", frame.rest());
        json.writePOJOProperty("undetermined", undetermined);
        json.writeEndObject();
        json.writeRaw("\n");
        json.flush();
    }

    /** Ends the text where it is. */
    @Override
    public void close() {
        json.close();
    }
}
