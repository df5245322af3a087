package dev.tvsh.commands.transcript;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The SHA-256 of the lines that a replay compares, taken line by line so that no result need be held. */
public final class StableDigest {

    private final MessageDigest digest = sha256();

    /** Takes the next line. */
    public void add(String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    /** Takes bytes, a piece of rows among other pieces. */
    public void add(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    /** The digest of all lines taken, in hexadecimal; ends this object's use. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of these lines. */
    public static String of(List<String> lines) {
        StableDigest digest = new StableDigest();
        lines.forEach(digest::add);
        return digest.hex();
    }

    static String ofBytes(byte[] bytes, int length) {
        MessageDigest digest = sha256();
        digest.update(bytes, 0, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
