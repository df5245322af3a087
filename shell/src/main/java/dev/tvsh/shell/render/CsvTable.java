package dev.tvsh.shell.render;

import dev.tvsh.commands.connection.DataRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** psql's CSV format: RFC 4180 with a line feed at each end of line. */
final class CsvTable implements TablePrinter {

    private final PrintBuffer out;
    private final boolean expanded;
    private final byte separator;
    private final boolean quoteAll;
    private final byte[][] headings;
    private final byte[] nullText;
    private final DataRow texts = new DataRow();

    CsvTable(TableHead head, PrintSettings settings, Output output, boolean expanded) {
        this.out = new PrintBuffer(output);
        this.expanded = expanded;
        this.separator = (byte) settings.csvSeparator().charAt(0);
        // A line must never be taken for the end of data by COPY.
        this.quoteAll = separator == '\\' || separator == '.';
        this.nullText = settings.nullText().getBytes(StandardCharsets.UTF_8);
        this.headings = head.headings().stream()
                .map(heading -> heading.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        if (!expanded && !settings.tuplesOnly()) {
            for (int i = 0; i < headings.length; i++) {
                separate(i);
                field(headings[i], 0, headings[i].length);
            }
            out.add((byte) '\n');
        }
    }

    @Override
    public void row(List<@Nullable String> cells) {
        texts.set(cells);
        data(texts);
    }

    @Override
    public void data(DataRow row) {
        if (!PrintBuffer.isUtf8(row.charset())) {
            row(row.texts());
            return;
        }
        int size = row.size();
        for (int i = 0; i < size; i++) {
            if (expanded) {
                field(headings[i], 0, headings[i].length);
                out.add(separator);
            } else {
                separate(i);
            }
            if (row.isNull(i)) {
                field(nullText, 0, nullText.length);
            } else {
                field(row.bytes(), row.start(i), row.length(i));
            }
            if (expanded) {
                out.add((byte) '\n');
            }
        }
        if (!expanded && size > 0) {
            out.add((byte) '\n');
        }
        out.rowEnd();
    }

    @Override
    public void end(List<String> footers) {
        out.flush();
    }

    private void separate(int column) {
        if (column > 0) {
            out.add(separator);
        }
    }

    private void field(byte[] bytes, int start, int length) {
        if (!quoteAll && !needsQuotes(bytes, start, length)) {
            out.add(bytes, start, length);
            return;
        }
        out.add((byte) '"');
        for (int i = start; i < start + length; i++) {
            if (bytes[i] == '"') {
                out.add((byte) '"');
            }
            out.add(bytes[i]);
        }
        out.add((byte) '"');
    }

    private boolean needsQuotes(byte[] bytes, int start, int length) {
        for (int i = start; i < start + length; i++) {
            byte b = bytes[i];
            if (b == separator || b == '"' || b == '\n' || b == '\r') {
                return true;
            }
        }
        return length == 2 && bytes[start] == '\\' && bytes[start + 1] == '.';
    }
}
