package dev.tvsh.shell.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A cell as it is shown in an aligned table: its lines, with control characters made visible.
 *
 * @param lines at least one
 * @param widths the columns that each line takes
 */
record CellText(List<String> lines, List<Integer> widths) {

    private static final int TAB = 8;

    static CellText of(String value) {
        if (isPlain(value)) {
            return new CellText(List.of(value), List.of(value.length()));
        }
        List<String> lines = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int width = 0;
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            int columns = DisplayWidth.of(c);
            if (c == '\n') {
                lines.add(line.toString());
                widths.add(width);
                line.setLength(0);
                width = 0;
            } else if (c == '\t') {
                int blanks = TAB - width % TAB;
                line.append(" ".repeat(blanks));
                width += blanks;
            } else if (columns >= 0) {
                line.appendCodePoint(c);
                width += columns;
            } else {
                String shown = c == '\r' ? "\\r" : String.format(Locale.ROOT, c < 0x80 ? "\\x%02X" : "\\u%04X", c);
                line.append(shown);
                width += shown.length();
            }
        }
        lines.add(line.toString());
        widths.add(width);
        return new CellText(lines, widths);
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** The widest line. */
    int width() {
        int width = 0;
        for (int line : widths) {
            width = Math.max(width, line);
        }
        return width;
    }

    boolean hasLine(int line) {
        return line < lines.size();
    }
}
