package dev.tvsh.commands.transcript;

import dev.tvsh.commands.files.FileWork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Appends records to a file, each chained to the one before by its digest. */
final class RecordWriter implements AutoCloseable {

    /** Stands for the digest of the line before the first. */
    static final String NO_LINE = "0".repeat(64);

    private final JsonFactory json = new JsonFactory();
    private final FileChannel file;
    private final Clock clock;
    private long number;
    private String previous = NO_LINE;

    RecordWriter(FileChannel file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Appends one record with the fields that {@code fields} writes. */
    void append(String kind, Consumer<JsonGenerator> fields) throws IOException {
        write(line(kind, fields));
    }

    /** Appends the last record, which vouches for itself since no record follows it. */
    void appendEnd(String kind, Consumer<JsonGenerator> fields) throws IOException {
        byte[] line = line(kind, fields);
        String digest = StableDigest.ofBytes(line, line.length);
        String sealed = new String(line, 0, line.length - 1, StandardCharsets.UTF_8) + EndSeal.of(digest);
        write(sealed.getBytes(StandardCharsets.UTF_8));
        force();
    }

    /** Returns when everything that was appended is on disk. */
    void force() throws IOException {
        FileWork.unbroken(() -> file.force(false));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private byte[] line(String kind, Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeNumberProperty("n", number + 1);
            out.writeStringProperty(
                    "time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            out.writeStringProperty("kind", kind);
            out.writeStringProperty("prev", previous);
            fields.accept(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** One write for line and line feed, so that a crash leaves at most one torn line. */
    private void write(byte[] line) throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        FileWork.unbroken(() -> {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        });
        number++;
        previous = StableDigest.ofBytes(line, line.length);
    }
}
