package dev.tvsh.commands.transcript;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last field of the {@code end} record: the digest of the record's line as it would be without this field. */
final class EndSeal {

    private static final String BEFORE = ",\"digest\":\"";
    private static final String AFTER = "\"}";
    private static final int LENGTH = BEFORE.length() + 64 + AFTER.length();

    private EndSeal() {}

    /** What takes the place of the closing brace. */
    static String of(String digest) {
        return BEFORE + digest + AFTER;
    }

    /** Whether the line ends with a seal that fits it. */
    static boolean fits(byte[] line) {
        if (line.length <= LENGTH) {
            return false;
        }
        byte[] unsealed = Arrays.copyOf(line, line.length - LENGTH + 1);
        unsealed[unsealed.length - 1] = '}';
        String expected = of(StableDigest.ofBytes(unsealed, unsealed.length));
        byte[] seal = Arrays.copyOfRange(line, line.length - LENGTH, line.length);
        return Arrays.equals(seal, expected.getBytes(StandardCharsets.UTF_8));
    }
}
