package dev.tvsh.shell.render;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.DataRow;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are kept until all of them are measured: in memory while they are few, in a file without a name when they are
 * many, which ends with the process whatever happens to it.
 */
final class MeasuredRows implements Closeable {

    /** So many bytes are held in memory. */
    private static final int HELD = 8 << 20;

    private final String nullText;
    private final int[] widths;
    private final long[] sums;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private DataOutputStream to = new DataOutputStream(held);
    private @Nullable FileChannel file;
    private Charset charset = StandardCharsets.UTF_8;
    private long rows;
    private boolean multiline;

    /** @param least the widths of the columns if all cells are narrower */
    MeasuredRows(int[] least, String nullText) {
        this.nullText = nullText;
        this.widths = least.clone();
        this.sums = new long[least.length];
    }

    void add(DataRow row) {
        rows++;
        charset = row.charset();
        for (int i = 0; i < row.size(); i++) {
            int width = width(row, i);
            widths[i] = Math.max(widths[i], width);
            sums[i] += width;
        }
        try {
            if (file == null && held.size() > HELD) {
                spill();
            }
            to.writeInt(row.end());
            to.write(row.bytes(), 0, row.end());
        } catch (IOException e) {
            throw problem(e);
        }
    }

    private static TvshException problem(IOException e) {
        return new TvshException(
                ExitCode.FATAL,
                "could not keep the result in a temporary file: " + FileProblem.of(e),
                List.of(
                        "\\set FETCH_COUNT 1000    prints it in pieces",
                        "\\pset format csv        prints it as it comes"),
                e);
    }

    private void spill() throws IOException {
        Path path = Files.createTempFile("tvsh-rows", "");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        file = channel;
        Files.delete(path);
        OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        held.writeTo(stream);
        held.reset();
        to = new DataOutputStream(stream);
    }

    private int width(DataRow row, int cell) {
        byte[] bytes = row.bytes();
        int end = row.start(cell) + row.length(cell);
        for (int i = row.start(cell); i < end; i++) {
            if (bytes[i] < ' ' || bytes[i] == 0x7f) {
                return measured(row, cell);
            }
        }
        return row.isNull(cell) ? measured(row, cell) : row.length(cell);
    }

    private int measured(DataRow row, int cell) {
        CellText text = cell(row, cell);
        multiline |= text.lines().size() > 1;
        return text.width();
    }

    private CellText cell(DataRow row, int cell) {
        String text = row.text(cell);
        return CellText.of(text == null ? nullText : text);
    }

    long rows() {
        return rows;
    }

    /** Whether what comes next would not be held in memory. */
    boolean full() {
        return held.size() > HELD;
    }

    /** The widest cell of each column. */
    int[] widths() {
        return widths;
    }

    /** The average width of each column; 0 without rows. */
    long[] averages() {
        long[] averages = sums.clone();
        for (int i = 0; i < averages.length && rows > 0; i++) {
            averages[i] /= rows;
        }
        return averages;
    }

    /** Whether any cell has more than one line. */
    boolean multiline() {
        return multiline;
    }

    /** Hands over all rows in their order. */
    void each(Consumer<List<CellText>> action) {
        DataRow row = new DataRow();
        List<CellText> cells = new ArrayList<>();
        try {
            to.flush();
            DataInputStream from = new DataInputStream(source());
            for (long i = 0; i < rows; i++) {
                int length = from.readInt();
                from.readFully(row.room(length), 0, length);
                row.read(charset);
                cells.clear();
                for (int cell = 0; cell < row.size(); cell++) {
                    cells.add(cell(row, cell));
                }
                action.accept(cells);
            }
        } catch (IOException e) {
            throw problem(e);
        }
    }

    private InputStream source() throws IOException {
        FileChannel channel = file;
        if (channel == null) {
            return new ByteArrayInputStream(held.toByteArray());
        }
        return new BufferedInputStream(Channels.newInputStream(channel.position(0)), 1 << 16);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw problem(e);
        }
    }
}
