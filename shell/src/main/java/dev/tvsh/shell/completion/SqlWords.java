package dev.tvsh.shell.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of SQL that are worth completing and showing as such.
 *
 * @param all in capitals, in order
 * @param set the same, for looking up
 */
public record SqlWords(List<String> all, Set<String> set) {

    /** The words that come with tvsh. */
    public static SqlWords load() {
        try (InputStream in = SqlWords.class.getResourceAsStream("sql-words.txt")) {
            if (in == null) {
                throw new IllegalStateException("sql-words.txt is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            List<String> words = List.of(text.strip().split("\\s+"));
            return new SqlWords(words, Set.copyOf(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this is one of the words, in whatever case. */
    public boolean contains(String word) {
        return set.contains(word.toUpperCase(Locale.ROOT));
    }
}
