package dev.tvsh.shell.completion;

import dev.tvsh.shell.input.SqlToken;
import java.util.ArrayList;
import java.util.List;

/**
 * The name that is being typed, with the schema or table before its last full stop.
 *
 * @param start where it begins in the buffer
 * @param typed the part behind the last full stop, without its opening quote
 * @param before what stands before that, as it is typed, with the full stop
 * @param qualifiers the names before the full stops
 * @param quoted whether the part being typed begins with a quote
 */
record TypedWord(int start, String typed, String before, List<String> qualifiers, boolean quoted) {

    /** What ends at {@code cursor}; the tokens end there too. */
    static TypedWord at(int cursor, List<SqlToken> tokens) {
        int last = tokens.size() - 1;
        String typed = "";
        boolean quoted = false;
        int start = cursor;
        if (last >= 0 && isPart(tokens.get(last)) && tokens.get(last).end() == cursor) {
            SqlToken token = tokens.get(last--);
            quoted = token.kind() == SqlToken.Kind.QUOTED_NAME;
            typed = quoted ? token.name() : token.text();
            start = token.start();
        }
        int wordStart = start;
        List<String> qualifiers = new ArrayList<>();
        StringBuilder before = new StringBuilder();
        while (last >= 1
                && tokens.get(last).isSign('.')
                && tokens.get(last).end() == wordStart
                && tokens.get(last - 1).isName()
                && tokens.get(last - 1).end() == tokens.get(last).start()) {
            qualifiers.add(0, tokens.get(last - 1).name());
            before.insert(0, tokens.get(last - 1).text() + ".");
            wordStart = tokens.get(last - 1).start();
            last -= 2;
        }
        return new TypedWord(wordStart, typed, before.toString(), qualifiers, quoted);
    }

    private static boolean isPart(SqlToken token) {
        return token.isName()
                && (token.kind() == SqlToken.Kind.WORD
                        || !token.closed()
                        || token.text().length() > 1);
    }

    /** How a name is inserted: quoted where it must be, or where the user has begun to. */
    String quote(String name, String asNeeded) {
        return before + (quoted ? "\"" + name.replace("\"", "\"\"") + "\"" : asNeeded);
    }
}
