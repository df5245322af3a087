package dev.tvsh.shell.terminal;

import dev.tvsh.shell.completion.CompletionSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor whether an input is complete; what it means is none of its business. */
final class InputParser implements Parser {

    private static final int PROMPTS_KEPT = 10_000;

    private final Map<String, String> prompts = new HashMap<>();
    private final CompletionSource completion;
    private Function<String, String> continuation = text -> "";

    InputParser(CompletionSource completion) {
        this.completion = completion;
    }

    /** Begins a new input. */
    void begin(Function<String, String> newContinuation) {
        continuation = newContinuation;
        prompts.clear();
    }

    @Override
    public ParsedLine parse(String text, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE) {
            String prompt = continuation.apply(text);
            if (!prompt.isEmpty()) {
                throw new EOFError(-1, cursor, "the input goes on", prompt);
            }
        } else if (context == ParseContext.SECONDARY_PROMPT) {
            throw new EOFError(-1, cursor, "the input goes on", promptAfter(text));
        }
        return new Word(text, cursor, context == ParseContext.COMPLETE ? completion.wordStart(text, cursor) : cursor);
    }

    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }

    /** The editor asks for every line at every key, so the answers are kept. */
    private String promptAfter(String text) {
        if (prompts.size() > PROMPTS_KEPT) {
            prompts.clear();
        }
        return prompts.computeIfAbsent(text, continuation);
    }

    /**
     * The word that the cursor is in or behind.
     *
     * @param start where it begins in the text
     */
    private record Word(String line, int cursor, int start) implements CompletingParsedLine {

        @Override
        public String word() {
            return line.substring(start, Math.min(cursor, line.length()));
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }
    }
}
