package dev.tvsh.shell.render;

import dev.tvsh.commands.connection.DataRow;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A result on its way out, in UTF-8. Nothing goes out before so much has gathered that it cannot be held: an error before
 * that leaves no half result behind, as in psql.
 */
final class PrintBuffer {

    private static final int MOST = 1 << 18;

    private final Output out;
    private byte[] bytes = new byte[1 << 12];
    private int size;

    PrintBuffer(Output out) {
        this.out = out;
    }

    PrintBuffer add(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return encoded(text.substring(i));
            }
            bytes[size++] = (byte) c;
        }
        return this;
    }

    private PrintBuffer encoded(String text) {
        byte[] rest = text.getBytes(StandardCharsets.UTF_8);
        return add(rest, 0, rest.length);
    }

    PrintBuffer add(byte[] from, int start, int length) {
        room(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
        return this;
    }

    PrintBuffer add(byte one) {
        room(1);
        bytes[size++] = one;
        return this;
    }

    /** Adds a cell that is not NULL; bytes that are UTF-8 already, or nobody knows what, go through as they are. */
    PrintBuffer cell(DataRow row, int cell) {
        return isUtf8(row.charset())
                ? add(row.bytes(), row.start(cell), row.length(cell))
                : add(String.valueOf(row.text(cell)));
    }

    static boolean isUtf8(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** A row has ended: here the text may be cut. */
    void rowEnd() {
        if (size >= MOST) {
            flush();
        }
    }

    void flush() {
        out.print(bytes, 0, size);
        size = 0;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
