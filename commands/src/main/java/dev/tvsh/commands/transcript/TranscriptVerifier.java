package dev.tvsh.commands.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a transcript once, from beginning to end, and tells whether each record is as it was written. The chain shows what
 * was changed by accident or by hand; it is no signature, so it does not show what was forged as a whole.
 */
public final class TranscriptVerifier {

    private static final int LONGEST_LINE = 256 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final InputStream in;
    private final Consumer<TranscriptRecord> records;
    private String previousDigest = RecordWriter.NO_LINE;
    private long number;
    private String from = "";
    private String to = "";
    private boolean ended;

    private TranscriptVerifier(InputStream in, Consumer<TranscriptRecord> records) {
        this.in = in;
        this.records = records;
    }

    /**
     * Reads and verifies.
     *
     * @param in the file, buffered
     * @param records takes the records as they come; they are worth nothing if the verification fails
     */
    public static Verification verify(InputStream in, Consumer<TranscriptRecord> records) throws IOException {
        return new TranscriptVerifier(in, records).run();
    }

    private Verification run() throws IOException {
        Line line = nextLine();
        if (line == null) {
            return found("the file is empty", false);
        }
        while (line != null) {
            number++;
            if (!line.whole()) {
                number--;
                return found("the file ends in the middle of record " + (number + 1), true);
            }
            if (ended) {
                number--;
                return found("record " + (number + 1) + " stands behind the end", false);
            }
            String problem = check(line);
            if (!problem.isEmpty()) {
                number--;
                return found(problem, false);
            }
            line = nextLine();
        }
        return ended
                ? found("", false)
                : found("there is no end record behind record " + number + ": the session was cut off", true);
    }

    private Verification found(String problem, boolean unfinished) {
        return new Verification(number, from, to, problem, unfinished);
    }

    private String check(Line line) throws IOException {
        JsonNode fields = parse(line);
        if (fields == null || !fields.isObject()) {
            return "record " + number + " is not one record: it was changed";
        }
        String kind = fields.path("kind").asString("");
        if (!fields.path("prev").asString("").equals(previousDigest)) {
            return "record " + changed(line, kind) + " was changed";
        }
        if (fields.path("n").asLong(-1) != number || (number == 1) != kind.equals("header")) {
            return "record " + number + " is out of order: it was changed, or records are missing";
        }
        if (kind.equals("end") && !EndSeal.fits(line.bytes())) {
            return "record " + number + ", the end, was changed";
        }
        ended = kind.equals("end");
        previousDigest = line.digest();
        to = fields.path("time").asString("");
        from = from.isEmpty() ? to : from;
        records.accept(new TranscriptRecord(number, to, kind, fields));
        return "";
    }

    /** The record whose change broke the link: the one before, unless what follows this one does not vouch for it. */
    private long changed(Line line, String kind) throws IOException {
        if (number == 1) {
            return 1;
        }
        if (kind.equals("end")) {
            return EndSeal.fits(line.bytes()) ? number - 1 : number;
        }
        Line next = nextLine();
        JsonNode fields = next == null ? null : parse(next);
        boolean vouched = fields != null && fields.path("prev").asString("").equals(line.digest());
        return vouched || next == null ? number - 1 : number;
    }

    private static @Nullable JsonNode parse(Line line) {
        try {
            return JSON.readTree(line.bytes());
        } catch (JacksonException e) {
            return null;
        }
    }

    private @Nullable Line nextLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return new Line(bytes.toByteArray(), true);
            }
            bytes.write(b);
            if (bytes.size() > LONGEST_LINE) {
                return new Line(bytes.toByteArray(), true);
            }
        }
        return bytes.size() == 0 ? null : new Line(bytes.toByteArray(), false);
    }

    /** A line without its line feed; {@code whole} tells whether it had one. */
    private static final class Line {

        private final byte[] bytes;
        private final boolean whole;

        Line(byte[] bytes, boolean whole) {
            this.bytes = bytes;
            this.whole = whole;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean whole() {
            return whole;
        }

        String digest() {
            return StableDigest.ofBytes(bytes, bytes.length);
        }
    }
}
