package dev.tvsh.shell.interpreter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row as one line in which no two different rows look the same. */
final class JsonLine {

    private JsonLine() {}

    static String of(List<? extends @Nullable String> cells) {
        StringBuilder line = new StringBuilder("[");
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : ",");
            String cell = cells.get(i);
            if (cell == null) {
                line.append("null");
            } else {
                quoted(line, cell);
            }
        }
        return line.append(']').toString();
    }

    private static void quoted(StringBuilder line, String cell) {
        line.append('"');
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                default -> line.append(c);
            }
        }
        line.append('"');
    }
}
