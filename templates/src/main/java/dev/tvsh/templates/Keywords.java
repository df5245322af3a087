package dev.tvsh.templates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The key words that a name must be quoted to be mistaken for.
 *
 * <p>Source: {@code pg_get_keywords()} of PostgreSQL 13 to 18, every word that is not unreserved in one of them.
 */
final class Keywords {

    private static final Set<String> WORDS = load();

    private Keywords() {}

    static boolean needsQuotes(String word) {
        return WORDS.contains(word);
    }

    private static Set<String> load() {
        try (InputStream in = Keywords.class.getResourceAsStream("keywords.txt")) {
            if (in == null) {
                throw new IllegalStateException("keywords.txt is not in the package");
            }
            String all = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return Arrays.stream(all.split("\\s+")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
