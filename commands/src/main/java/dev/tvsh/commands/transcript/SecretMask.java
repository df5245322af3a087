package dev.tvsh.commands.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes passwords out of what is written down. It rather takes too much: a text that it changed cannot run again anyway.
 *
 * <p>It knows passwords in SQL ({@code PASSWORD '...'}, also in dollar quotes and in options), in connection strings and
 * URIs, and variables whose names say that they hold one.
 */
public final class SecretMask {

    /** What stands where a secret was. */
    public static final String MASK = "***";

    private static final String NAME = "(?:passw(?:or)?d|passphrase|secret)";

    /** Blanks and comments, as SQL has them between words. */
    private static final String GAP = "(?:\\s++|--[^\\n]*(?:\\n|\\z)|/\\*[\\s\\S]*?\\*/)*+";

    private static final Pattern URI = Pattern.compile("(://[^\\s:/@'\"]*:)([^\\s'\"]+)(?=@)");

    private static final Pattern SECRET_VARIABLE = Pattern.compile(
            "(\\\\set(?:env)?\\s+['\"]?\\w*(?:pass|pw|secret|token)\\w*['\"]?\\s+)(\\S[^\\n]*)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET_NAME =
            Pattern.compile("\\w*(?:pass|pw|secret|token)\\w*", Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD =
            Pattern.compile(NAME + "(?![\\w$])\"?" + GAP + "(?:to\\b" + GAP + ")?", Pattern.CASE_INSENSITIVE);

    private static final Pattern ASSIGNED = Pattern.compile("(?:=>|:=|=|:(?![\\w'\":]))" + GAP);

    private static final Pattern OPEN_QUOTE = Pattern.compile("(?:E|N|B|X|U&)?('+|\\\\')", Pattern.CASE_INSENSITIVE);

    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

    private static final Pattern END_OF_NAME = Pattern.compile(
            "'\\s*(?:;|\\)|\\z|::|=|<|>|~|\\]|\\b(?:as|from|in|is|or|and|order|group|limit)\\b)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern COMPUTED = Pattern.compile("%|'\\s*(?:,|\\|\\|)");

    private static final Pattern NO_SECRET =
            Pattern.compile("(?:null\\b|\\*\\*\\*|\\$\\d|:[\\w'\"{]|\\?)", Pattern.CASE_INSENSITIVE);

    /** The text with every secret replaced by {@link #MASK}; the same text if there is none. */
    public String mask(String text) {
        String masked = URI.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        masked = SECRET_VARIABLE.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        return maskWords(masked);
    }

    /** Whether the text holds a secret. */
    public boolean isSecret(String text) {
        return !mask(text).equals(text);
    }

    /** Whether a variable of this name holds a secret. */
    public boolean isSecretName(String variable) {
        return SECRET_NAME.matcher(variable).matches();
    }

    private static String maskWords(String text) {
        Matcher word = WORD.matcher(text);
        StringBuilder out = new StringBuilder();
        int copied = 0;
        int from = 0;
        while (from <= text.length() && word.find(from)) {
            Span secret = secretAfter(text, word.end());
            from = Math.max(word.end(), secret.end());
            if (secret.start() < secret.end()) {
                out.append(text, copied, secret.start()).append(MASK);
                copied = secret.end();
            }
        }
        return copied == 0 ? text : out.append(text, copied, text.length()).toString();
    }

    private static Span secretAfter(String text, int position) {
        Matcher assigned = ASSIGNED.matcher(text).region(position, text.length());
        boolean assignment = assigned.lookingAt();
        int start = assignment ? assigned.end() : position;
        if (lookingAt(NO_SECRET, text, start)) {
            return Span.NONE;
        }
        if (!assignment && lookingAt(COMPUTED, text, start)) {
            return new Span(start, text.length());
        }
        if (!assignment && inLiteral(text, position) && lookingAt(END_OF_NAME, text, start)) {
            return Span.NONE;
        }
        Matcher dollar = DOLLAR_QUOTE.matcher(text).region(start, text.length());
        if (dollar.lookingAt()) {
            return upTo(text, dollar.end(), dollar.group());
        }
        Matcher quote = OPEN_QUOTE.matcher(text).region(start, text.length());
        if (quote.lookingAt()) {
            return quoted(text, quote);
        }
        if (text.startsWith("\"", start)) {
            return assignment ? upTo(text, start + 1, "\"") : Span.NONE;
        }
        return assignment ? bare(text, start) : Span.NONE;
    }

    private static boolean lookingAt(Pattern pattern, String text, int start) {
        return pattern.matcher(text).region(start, text.length()).lookingAt();
    }

    private static Span upTo(String text, int start, String end) {
        int close = text.indexOf(end, start);
        return new Span(start, close < 0 ? text.length() : close);
    }

    /** A constant in as many quotes as it opens with; adjoining constants on following lines belong to it. */
    private static Span quoted(String text, Matcher open) {
        String quote = open.group(1);
        int start = open.end();
        if (quote.length() % 2 == 0 && quote.charAt(0) == '\'' && isBoundary(text, start)) {
            return Span.NONE; // an empty constant
        }
        int at = start;
        while (at < text.length()) {
            if (quote.charAt(0) == '\'' && text.charAt(at) == '\\') {
                at += 2;
                while (at < text.length() && quote.length() > 1 && text.charAt(at) == '\'') {
                    at++;
                }
            } else if (text.startsWith(quote, at)) {
                int after = at + quote.length();
                if (quote.length() == 1 && text.startsWith(quote, after)) {
                    at = after + 1;
                } else {
                    int next = continuation(text, after);
                    if (next < 0) {
                        return new Span(start, at);
                    }
                    at = next;
                }
            } else {
                at++;
            }
        }
        return new Span(start, text.length());
    }

    private static boolean isBoundary(String text, int at) {
        return at >= text.length() || Character.isWhitespace(text.charAt(at)) || ",;)".indexOf(text.charAt(at)) >= 0;
    }

    /** Where the next part of a constant begins that goes on after a line end; -1 if it does not. */
    private static int continuation(String text, int after) {
        int at = after;
        boolean lineEnd = false;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            lineEnd |= text.charAt(at) == '\n';
            at++;
        }
        return lineEnd && at < text.length() && text.charAt(at) == '\'' ? at + 1 : -1;
    }

    /** A value without quotes, up to the next blank, less the punctuation that closes what it stands in. */
    private static Span bare(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, text.length());
        while (end > start && "'\"),;".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Span(start, end);
    }

    /** Whether the position is inside an SQL string; comments are seen, dollar quotes are read as code. */
    private static boolean inLiteral(String text, int position) {
        boolean inside = false;
        for (int at = 0; at < position; at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                inside = !inside;
            } else if (!inside && text.startsWith("--", at)) {
                at = skip(text, at, "\n");
            } else if (!inside && text.startsWith("/*", at)) {
                at = skip(text, at, "*/");
            }
        }
        return inside;
    }

    private static int skip(String text, int at, String end) {
        int close = text.indexOf(end, at);
        return close < 0 ? text.length() : close + end.length() - 1;
    }

    private record Span(int start, int end) {
        static final Span NONE = new Span(0, 0);
    }
}
