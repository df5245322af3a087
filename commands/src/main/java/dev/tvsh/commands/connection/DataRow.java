package dev.tvsh.commands.connection;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row as the server writes it: the texts of its cells, each behind its length. The bytes are used again for the next
 * row.
 *
 * <p>Source: PostgreSQL documentation, "Message Formats", DataRow.
 */
public final class DataRow {

    private static final int NULL = -1;

    private byte[] bytes = new byte[1024];
    private int end;
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private int size;
    private Charset charset = StandardCharsets.UTF_8;

    public DataRow() {}

    /** Makes room for a row of this many bytes. @return where they go, from the beginning */
    public byte[] room(int length) {
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        end = length;
        return bytes;
    }

    /** Finds the cells in the bytes that {@link #room} has taken. */
    public void read(Charset encoding) {
        charset = encoding;
        size = number(0, Short.BYTES);
        if (starts.length < size) {
            starts = new int[size];
            lengths = new int[size];
        }
        int at = Short.BYTES;
        for (int i = 0; i < size; i++) {
            int length = number(at, Integer.BYTES);
            at += Integer.BYTES;
            starts[i] = at;
            lengths[i] = length;
            at += Math.max(0, length);
        }
    }

    private int number(int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            value = (value << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return value;
    }

    /** Takes texts, as if a server had sent them. */
    public void set(List<? extends @Nullable String> cells) {
        byte[][] texts = new byte[cells.size()][];
        int length = Short.BYTES;
        for (int i = 0; i < texts.length; i++) {
            String cell = cells.get(i);
            texts[i] = cell == null ? new byte[0] : cell.getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + texts[i].length;
        }
        ByteBuffer into = ByteBuffer.wrap(room(length));
        into.putShort((short) texts.length);
        for (int i = 0; i < texts.length; i++) {
            into.putInt(cells.get(i) == null ? NULL : texts[i].length).put(texts[i]);
        }
        read(StandardCharsets.UTF_8);
    }

    /** How many cells it has. */
    public int size() {
        return size;
    }

    public boolean isNull(int cell) {
        return lengths[cell] == NULL;
    }

    /** The bytes of all cells; only to be read. */
    public byte[] bytes() {
        return bytes;
    }

    /** Behind the last byte of the row. */
    public int end() {
        return end;
    }

    /** Where the cell begins. */
    public int start(int cell) {
        return starts[cell];
    }

    /** How many bytes the cell has; 0 for NULL. */
    public int length(int cell) {
        return Math.max(0, lengths[cell]);
    }

    public Charset charset() {
        return charset;
    }

    /** The text of a cell, null for NULL. */
    public @Nullable String text(int cell) {
        return isNull(cell) ? null : new String(bytes, starts[cell], lengths[cell], charset);
    }

    /** The texts of all cells, null for NULL. */
    public List<@Nullable String> texts() {
        @Nullable String[] texts = new String[size];
        for (int i = 0; i < size; i++) {
            texts[i] = text(i);
        }
        return Collections.unmodifiableList(Arrays.asList(texts));
    }
}
