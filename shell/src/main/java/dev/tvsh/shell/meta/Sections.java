package dev.tvsh.shell.meta;

import dev.tvsh.commands.connection.Row;
import java.util.ArrayList;
import java.util.List;

/** Lines below a table, some of them under titles. */
final class Sections {

    private Sections() {}

    /** Takes rows of {@code title} and {@code line}; a title is told before the first of its lines. */
    static List<String> lines(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        String section = "";
        for (Row row : rows) {
            String title = row.text("title");
            if (!title.isEmpty() && !title.equals(section)) {
                lines.add(title);
            }
            section = title;
            lines.add(row.text("line"));
        }
        return lines;
    }
}
