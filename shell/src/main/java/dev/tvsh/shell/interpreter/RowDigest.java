package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.DataRow;
import dev.tvsh.commands.transcript.StableDigest;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Takes the rows of results into the digest that a replay compares. The first megabyte goes in as it is; of what is behind
 * it, which no person reads, a checksum for each piece, because a digest of all of it would take longer than the query.
 */
final class RowDigest {

    private static final int PIECE = 1 << 16;
    private static final int WHOLE_PIECES = 16;

    private final StableDigest digest;
    private final byte[] piece = new byte[PIECE];
    private int size;
    private int pieces;

    RowDigest(StableDigest digest) {
        this.digest = digest;
    }

    void add(DataRow row) {
        int length = row.end();
        if (length > PIECE - size) {
            flush();
        }
        if (length > PIECE) {
            take(row.bytes(), length);
        } else {
            System.arraycopy(row.bytes(), 0, piece, size, length);
            size += length;
        }
    }

    /** Something else than rows comes next. */
    void flush() {
        if (size > 0) {
            take(piece, size);
            size = 0;
        }
    }

    private void take(byte[] bytes, int length) {
        if (pieces++ < WHOLE_PIECES) {
            digest.add(bytes, length);
            return;
        }
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        byte[] checksum =
                ByteBuffer.allocate(Long.BYTES).putLong(sum.getValue()).array();
        digest.add(checksum, checksum.length);
    }
}
