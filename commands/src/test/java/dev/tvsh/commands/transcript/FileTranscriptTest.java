package dev.tvsh.commands.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.TemplateKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTranscriptTest {

    private static final TranscriptHeader HEADER =
            new TranscriptHeader("tvsh 0.1.0", "dba@ops1", "shop", "db1:5432", "15.12", "7512345678901234567");

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void theFileIsPrivateAndNamedByTimeAndDatabase() throws Exception {
        Path file = session();
        assertThat(file).hasFileName("2026-11-21T2214-shop.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(session()).hasFileName("2026-11-21T2214-shop.2.jsonl");
        assertThat(warnings).isEmpty();
    }

    @Test
    void everyRecordComesBackAsItWasWritten() throws Exception {
        List<TranscriptRecord> records = new ArrayList<>();
        Verification verification = verify(Files.readAllBytes(session()), records);
        assertThat(verification)
                .isEqualTo(new Verification(8, "2026-11-21T22:14:05.123Z", "2026-11-21T22:14:05.123Z", "", false));
        assertThat(records)
                .extracting(TranscriptRecord::kind)
                .containsExactly("header", "input", "rendered", "answer", "result", "note", "input", "end");
        assertThat(records.get(0).text("system_identifier")).isEqualTo("7512345678901234567");
        assertThat(records.get(1).text("text")).isEqualTo("select :'who' as \"ü\n\";");
        assertThat(records.get(1).text("ran")).isEqualTo("select 'me' as \"ü\n\";");
        assertThat(records.get(1).fields().path("values").path("who").asString())
                .isEqualTo("me");
        assertThat(records.get(4).fields().path("stable").size()).isEqualTo(2);
    }

    @Test
    void anyByteThatIsChangedIsFoundAndItsRecordNamed() throws Exception {
        byte[] bytes = Files.readAllBytes(session());
        Random random = new Random(20261121);
        int record = 1;
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            Verification verification = verify(changed, new ArrayList<>());
            assertThat(verification.problem())
                    .as("byte %d, '%c', in record %d", i, bytes[i], record)
                    .contains("record " + record);
            record += bytes[i] == '\n' ? 1 : 0;
        }
    }

    @Test
    void aRecordThatIsTakenOutDoubledOrMovedIsFound() throws Exception {
        List<String> lines = Files.readAllLines(session());
        for (int i = 0; i < lines.size() - 1; i++) {
            List<String> less = new ArrayList<>(lines);
            less.remove(i);
            assertThat(verify(less).intact()).isFalse();
            List<String> more = new ArrayList<>(lines);
            more.add(i, lines.get(i));
            assertThat(verify(more).intact()).isFalse();
        }
        List<String> behind = new ArrayList<>(lines);
        behind.add(lines.get(1));
        assertThat(verify(behind).problem()).isEqualTo("record 9 stands behind the end");
    }

    @Test
    void whatAKilledSessionLeavesIsAValidBeginning() throws Exception {
        byte[] bytes = Files.readAllBytes(session());
        for (int length = 1; length < bytes.length; length++) {
            List<TranscriptRecord> records = new ArrayList<>();
            Verification verification = verify(Arrays.copyOf(bytes, length), records);
            assertThat(verification.unfinished()).as("cut at %d", length).isTrue();
            assertThat(verification.problem())
                    .contains(bytes[length - 1] == '\n' ? "no end record" : "in the middle of record");
            assertThat(records).hasSize((int) verification.records());
        }
        assertThat(verify(new byte[0], new ArrayList<>()).problem()).isEqualTo("the file is empty");
    }

    @Test
    void noSecretReachesTheFile() throws Exception {
        Path file;
        try (Transcript transcript = open(folder.resolve("t"))) {
            file = Path.of(transcript.location());
            transcript.input(
                    "alter role app password :'pw';",
                    "alter role app password 'hunter21';",
                    Map.of("pw", "hunter21"),
                    "x");
            transcript.input("select :'pw';", "select 'hunter22';", Map.of("pw", "hunter22"), "x");
            transcript.input("\\c postgresql://u:hunter23@h/d", "\\c postgresql://u:hunter23@h/d", Map.of(), "x");
            transcript.input("\\set pw hunter24", "\\set pw hunter24", Map.of(), "x");
            transcript.rendered(
                    List.of(new Rendered("sql/x.sql.vm", "00", TemplateKind.SQL, "create role x password 'hunter25'")),
                    false);
            transcript.answer("Password for app", "hunter26");
            transcript.answer("Go on", "y");
            transcript.note("reconnected with password=hunter27");
            transcript.result(new Transcript.Result(
                    "ok", 0, "check", Map.of(), 1, null, List.of("conninfo: host=h password=hunter28"), "00"));
        }
        List<TranscriptRecord> records = new ArrayList<>();
        assertThat(verify(Files.readAllBytes(file), records).intact()).isTrue();
        assertThat(Files.readString(file)).doesNotContain("hunter").contains("\"answer\":\"y\"");
        assertThat(records.stream().filter(record -> record.kind().equals("input")))
                .hasSize(4)
                .allMatch(record -> record.flag("masked"));
    }

    @Test
    void aLongAnswerIsCutAndItsDigestKept() throws Exception {
        List<String> lines =
                IntStream.range(0, 2000).mapToObj(i -> "finding " + i).toList();
        List<TranscriptRecord> records = new ArrayList<>();
        try (Transcript transcript = open(folder.resolve("t"))) {
            transcript.result(new Transcript.Result(
                    "negative", 4, "check", Map.of("findings", 2000L), 1, null, lines, StableDigest.of(lines)));
            verify(Files.readAllBytes(Path.of(transcript.location())), records);
        }
        assertThat(records.get(1).fields().path("stable").size()).isEqualTo(500);
        assertThat(records.get(1).fields().path("stable_lines").asInt()).isEqualTo(2000);
        assertThat(records.get(1).text("digest")).isEqualTo(StableDigest.of(lines));
    }

    @Test
    void withoutAFolderTheSessionGoesOnWithOneWarning() throws Exception {
        Path file = Files.createFile(folder.resolve("no-folder"));
        try (Transcript transcript = open(file)) {
            transcript.input("select 1;", "select 1;", Map.of(), "terminal");
            transcript.note("x");
            assertThat(transcript.location()).isEmpty();
        }
        assertThat(warnings).singleElement().asString().isEqualTo("no transcript is kept: " + file + ": File exists");
    }

    private Path session() throws IOException {
        try (Transcript transcript = open(folder.resolve("state/transcripts"))) {
            transcript.input("select :'who' as \"ü\n\";", "select 'me' as \"ü\n\";", Map.of("who", "me"), "terminal");
            transcript.rendered(
                    List.of(new Rendered("sql/a/b.sql.vm", "ab", TemplateKind.SQL, "select 1\nfrom t")), true);
            transcript.answer("Go on", "y");
            transcript.result(new Transcript.Result(
                    "error", 3, "SELECT", Map.of("rows", 3L), 12, "42P01", List.of("a", "b"), "cd"));
            transcript.note("lost the connection");
            transcript.input("check", "check", Map.of(), "terminal");
            return Path.of(transcript.location());
        }
    }

    private Transcript open(Path where) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T22:14:05.123456Z"), ZoneOffset.UTC);
        return FileTranscript.open(where, HEADER, clock, new SecretMask(), warnings::add);
    }

    private static Verification verify(List<String> lines) throws IOException {
        return verify((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), new ArrayList<>());
    }

    private static Verification verify(byte[] bytes, List<TranscriptRecord> records) throws IOException {
        return TranscriptVerifier.verify(new ByteArrayInputStream(bytes), records::add);
    }
}
