package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.CopySource;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Rendered;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * COPY from one session into another, a few pieces in memory. If one of the two fails the other is let run out rather than
 * cancelled: an error in COPY would end the whole server where the library of pg_tviews is in its session.
 */
final class RowPipe implements CopySource {

    private static final byte[] END = {};
    private static final int PIECES = 64;

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private volatile boolean abandoned;

    private RowPipe() {}

    /** Copies all rows. */
    static void copy(SqlRunner from, Rendered out, SqlRunner into, Rendered in) {
        RowPipe pipe = new RowPipe();
        Runnable reading = from.copyOutLater(out, pipe::put);
        Aside.run(
                () -> {
                    try {
                        reading.run();
                    } finally {
                        pipe.put(END);
                    }
                },
                () -> {
                    try {
                        into.copyIn(in, pipe);
                    } finally {
                        pipe.abandon();
                    }
                });
    }

    private void put(byte[] piece) {
        try {
            if (!abandoned) {
                pieces.put(piece);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Whoever waits to put a piece goes on, and the rest is not kept. */
    private void abandon() {
        abandoned = true;
        pieces.clear();
    }

    @Override
    public byte @Nullable [] next() {
        try {
            byte[] piece = pieces.take();
            return piece.length == 0 ? null : piece;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static TvshException interrupted(InterruptedException e) {
        return new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of(), e);
    }
}
