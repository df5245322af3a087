package dev.tvsh.shell.render;

import dev.tvsh.commands.connection.DataRow;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A result in JSON, which psql has not: an object for each row, as the elements of one array or, as JSON Lines, each in a line
 * of its own. Numbers, booleans and JSON are what they are, all else is text.
 */
final class JsonTable implements TablePrinter {

    /** int8, int2, int4, oid, float4, float8, numeric; source: PostgreSQL's pg_type. */
    private static final Set<Integer> NUMBERS = Set.of(20, 21, 23, 26, 700, 701, 1700);

    private static final int BOOLEAN = 16;
    private static final Set<Integer> JSON = Set.of(114, 3802);

    private final TableHead head;
    private final PrintBuffer out;
    private final boolean lines;
    private final List<String> names;
    private long count;

    JsonTable(TableHead head, Output output, boolean lines) {
        this.head = head;
        this.out = new PrintBuffer(output);
        this.lines = lines;
        this.names = head.headings().stream().map(JsonTable::quoted).toList();
        out.add(lines ? "" : "[");
    }

    @Override
    public void row(List<@Nullable String> cells) {
        out.add(lines ? "" : count > 0 ? ",\n " : "\n ");
        count++;
        out.add("{");
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            out.add(i > 0 ? ", " : "").add(names.get(i)).add(": ");
            out.add(cell == null ? "null" : value(cell, head.types().get(i)));
        }
        out.add("}").add(lines ? "\n" : "");
        out.rowEnd();
    }

    @Override
    public void data(DataRow row) {
        row(row.texts());
    }

    @Override
    public void end(List<String> footers) {
        out.add(lines ? "" : count > 0 ? "\n]\n" : "]\n").flush();
    }

    private String value(String cell, int type) {
        if (type == BOOLEAN) {
            return cell.equals("t") ? "true" : "false";
        }
        // NaN and infinity are no numbers in JSON.
        boolean number = NUMBERS.contains(type) && Character.isDigit(cell.charAt(cell.length() - 1));
        // JSON of several lines would not be a line of its own.
        boolean json = JSON.contains(type) && !(lines && cell.indexOf('\n') >= 0);
        return number || json ? cell : quoted(cell);
    }

    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < ' ') {
                        json.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
