package dev.tvsh.shell.render;

import java.util.ArrayList;
import java.util.List;

/** The line of a statement that an error points to, with a mark below it; long lines are cut as in psql. */
final class ErrorPosition {

    private static final int WINDOW = 60;
    private static final int RIGHT_OF_MARK = 10;

    private ErrorPosition() {}

    /**
     * The two lines, each with its line end.
     *
     * @param position the place in characters from 1
     * @return an empty text if the place is outside of the statement
     */
    static String mark(String statement, int position) {
        int[] characters = statement.codePoints().toArray();
        int place = position - 1;
        if (place < 0 || place > characters.length) {
            return "";
        }
        int number = 1;
        int begin = 0;
        for (int i = 0; i < place; i++) {
            if (characters[i] == '\n' || characters[i] == '\r') {
                boolean sameEnd = characters[i] == '\n' && i > 0 && characters[i - 1] == '\r';
                number += sameEnd ? 0 : 1;
                begin = i + 1;
            }
        }
        int end = place;
        while (end < characters.length && characters[end] != '\n' && characters[end] != '\r') {
            end++;
        }
        return cut(characters, begin, end, place, number);
    }

    private static String cut(int[] characters, int lineBegin, int lineEnd, int place, int number) {
        List<Integer> columns = new ArrayList<>();
        int column = 0;
        for (int i = lineBegin; i <= lineEnd; i++) {
            columns.add(column);
            column += i < lineEnd ? Math.max(1, DisplayWidth.of(characters[i])) : 0;
        }
        int begin = 0;
        int end = lineEnd - lineBegin;
        int mark = place - lineBegin;
        boolean cutLeft = false;
        boolean cutRight = false;
        if (columns.get(end) > WINDOW) {
            if (WINDOW >= columns.get(mark) + RIGHT_OF_MARK) {
                while (columns.get(end) > WINDOW) {
                    end--;
                }
                cutRight = true;
            } else {
                while (columns.get(mark) + RIGHT_OF_MARK < columns.get(end)) {
                    end--;
                    cutRight = true;
                }
                while (columns.get(end) - columns.get(begin) > WINDOW) {
                    begin++;
                    cutLeft = true;
                }
            }
        }
        String prefix = "LINE " + number + ": " + (cutLeft ? "..." : "");
        StringBuilder text = new StringBuilder(prefix);
        for (int i = begin; i < end; i++) {
            int c = characters[lineBegin + i];
            text.appendCodePoint(c == '\t' ? ' ' : c);
        }
        text.append(cutRight ? "...\n" : "\n");
        return text.append(" ".repeat(prefix.length() + columns.get(mark) - columns.get(begin)))
                .append("^\n")
                .toString();
    }
}
