package dev.tvsh.commands.transcript;

import dev.tvsh.commands.FileProblem;
import dev.tvsh.templates.Rendered;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A transcript in a file of its own, readable by its owner only. If the file cannot be written any more, the user is told
 * once and the session goes on without it.
 */
public final class FileTranscript implements Transcript {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmm");
    private static final int STABLE_LINES_KEPT = 500;
    private static final int SESSIONS_A_MINUTE = 10_000;

    private final Path path;
    private final SecretMask mask;
    private final Consumer<String> warning;
    private @Nullable RecordWriter writer;

    private FileTranscript(Path path, RecordWriter writer, SecretMask mask, Consumer<String> warning) {
        this.path = path;
        this.writer = writer;
        this.mask = mask;
        this.warning = warning;
    }

    /**
     * Begins a transcript in the folder, which is made if it is not there; without one if it cannot be written.
     *
     * @param folder the folder of transcripts
     * @param warning takes the one line that tells why there is no transcript
     */
    public static Transcript open(
            Path folder, TranscriptHeader header, Clock clock, SecretMask mask, Consumer<String> warning) {
        try {
            Files.createDirectories(folder, owner(folder, "rwx------"));
            String name = LocalDateTime.now(clock).format(TIME) + "-" + slug(header.database());
            Path path = create(folder, name);
            FileChannel file = FileChannel.open(path, StandardOpenOption.APPEND);
            RecordWriter writer = new RecordWriter(file, clock);
            FileTranscript transcript = new FileTranscript(path, writer, mask, warning);
            transcript.header(header);
            return transcript;
        } catch (IOException e) {
            warning.accept("no transcript is kept: " + FileProblem.of(e));
            return new NoTranscript();
        }
    }

    @Override
    public synchronized void input(String text, String ran, Map<String, String> values, String source) {
        String maskedRan = mask.mask(ran);
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (mask.isSecretName(value.getKey()) && !value.getValue().isEmpty()) {
                maskedRan = maskedRan.replace(value.getValue(), SecretMask.MASK);
            }
        }
        String safeRan = maskedRan;
        String safeText = mask.mask(text);
        boolean masked = !safeRan.equals(ran) || !safeText.equals(text);
        append("input", true, out -> {
            out.writeStringProperty("text", safeText);
            if (!safeRan.equals(safeText)) {
                out.writeStringProperty("ran", safeRan);
            }
            if (!values.isEmpty()) {
                out.writeObjectPropertyStart("values");
                new TreeMap<>(values)
                        .forEach((name, value) ->
                                out.writeStringProperty(name, masked ? SecretMask.MASK : mask.mask(value)));
                out.writeEndObject();
            }
            out.writeStringProperty("source", mask.mask(source));
            if (masked) {
                out.writeBooleanProperty("masked", true);
            }
        });
    }

    @Override
    public synchronized void rendered(List<Rendered> script, boolean looks) {
        for (int i = 0; i < script.size(); i++) {
            rendered(script.get(i), !looks && i == script.size() - 1);
        }
    }

    private void rendered(Rendered rendered, boolean durable) {
        String text = mask.mask(rendered.text());
        append("rendered", durable, out -> {
            out.writeStringProperty("template", rendered.template());
            out.writeStringProperty("template_digest", rendered.digest());
            out.writeStringProperty("language", rendered.kind().folder());
            out.writeStringProperty("text", text);
            if (!text.equals(rendered.text())) {
                out.writeBooleanProperty("masked", true);
            }
        });
    }

    @Override
    public synchronized void answer(String question, String answer) {
        boolean secret = mask.isSecretName(question.replaceAll("\\W+", "_"));
        append("answer", false, out -> {
            out.writeStringProperty("question", mask.mask(question));
            out.writeStringProperty("answer", secret ? SecretMask.MASK : mask.mask(answer));
        });
    }

    @Override
    public synchronized void note(String text) {
        append("note", false, out -> out.writeStringProperty("text", mask.mask(text)));
    }

    @Override
    public synchronized void result(Result result) {
        append("result", false, out -> {
            out.writeStringProperty("outcome", result.outcome());
            out.writeNumberProperty("exit_code", result.exitCode());
            out.writeStringProperty("tag", mask.mask(result.tag()));
            out.writeObjectPropertyStart("counts");
            new TreeMap<>(result.counts()).forEach(out::writeNumberProperty);
            out.writeEndObject();
            out.writeNumberProperty("millis", result.millis());
            if (result.sqlState() != null) {
                out.writeStringProperty("sqlstate", result.sqlState());
            }
            writeStable(out, result.stable());
            out.writeStringProperty("digest", result.digest());
        });
    }

    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public synchronized void close() {
        RecordWriter open = writer;
        writer = null;
        if (open == null) {
            return;
        }
        try (open) {
            open.appendEnd("end", out -> {});
        } catch (IOException e) {
            warning.accept("the transcript has no end: " + FileProblem.of(e));
        }
    }

    private void writeStable(JsonGenerator out, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("stable");
        lines.stream().limit(STABLE_LINES_KEPT).forEach(line -> out.writeString(mask.mask(line)));
        out.writeEndArray();
        if (lines.size() > STABLE_LINES_KEPT) {
            out.writeNumberProperty("stable_lines", lines.size());
        }
    }

    private void header(TranscriptHeader header) {
        append("header", false, out -> {
            out.writeNumberProperty("format", 1);
            out.writeStringProperty("tool", header.tool());
            out.writeStringProperty("operator", header.operator());
            out.writeStringProperty("database", header.database());
            out.writeStringProperty("target", mask.mask(header.target()));
            out.writeStringProperty("server_version", header.serverVersion());
            out.writeStringProperty("system_identifier", header.systemIdentifier());
        });
    }

    private void append(String kind, boolean durable, Consumer<JsonGenerator> fields) {
        RecordWriter open = writer;
        if (open == null) {
            return;
        }
        try {
            open.append(kind, fields);
            if (durable) {
                open.force();
            }
        } catch (IOException e) {
            writer = null;
            warning.accept("the transcript ends here, it cannot be written: " + FileProblem.of(e));
        }
    }

    /** A new file of this name, or of this name with the first number that is free. */
    private static Path create(Path folder, String name) throws IOException {
        for (int i = 1; ; i++) {
            Path path = folder.resolve(name + (i == 1 ? "" : "." + i) + ".jsonl");
            try {
                return Files.createFile(path, owner(folder, "rw-------"));
            } catch (FileAlreadyExistsException taken) {
                if (i == SESSIONS_A_MINUTE) {
                    throw taken;
                }
            }
        }
    }

    private static String slug(String database) {
        String slug = database.replaceAll("[^\\p{Alnum}._-]+", "_");
        return slug.isEmpty() ? "none" : slug.substring(0, Math.min(slug.length(), 63));
    }

    private static FileAttribute<?>[] owner(Path folder, String permissions) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
