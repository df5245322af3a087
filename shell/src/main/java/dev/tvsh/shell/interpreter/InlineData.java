package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.CopySource;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Data of a COPY between the lines of a script, up to {@code \.} or the end of the input. */
final class InlineData implements CopySource {

    private static final int PIECE = 8192;

    private final InputLines lines;
    private boolean ended;

    InlineData(InputLines lines) {
        this.lines = lines;
        lines.dataBegins();
    }

    @Override
    public @Nullable String failure() {
        return lines.failure();
    }

    @Override
    public byte @Nullable [] next() {
        if (ended) {
            return null;
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        while (!ended && piece.size() < PIECE) {
            byte[] line = lines.next();
            if (line == null) {
                ended = true;
            } else {
                piece.writeBytes(line);
                ended = isEnd(line);
            }
        }
        return piece.size() == 0 || lines.failure() != null ? null : piece.toByteArray();
    }

    private static boolean isEnd(byte[] line) {
        boolean mark = line.length >= 3 && line[0] == '\\' && line[1] == '.';
        return mark && (line[2] == '\n' || (line.length == 4 && line[2] == '\r' && line[3] == '\n'));
    }
}
