package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.CopySource;
import dev.tvsh.shell.input.CopyWords;
import dev.tvsh.shell.interpreter.Answer;
import dev.tvsh.shell.interpreter.CopyTarget;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code \\copy}: COPY with a file on this side. */
final class ClientCopy {

    private static final int PIECE = 1 << 16;

    private ClientCopy() {}

    static Answer run(Call call) {
        CopyWords words = CopyWords.parse(call.word(0));
        Optional<Path> file = words.file().map(call.state()::path);
        if (!words.program() && file.filter(Files::isDirectory).isPresent()) {
            throw new TvshException(ExitCode.FATAL, words.file().orElse("") + ": cannot copy from/to a directory");
        }
        if (file.isEmpty()) {
            return call.interpreter().send(words.statement(), call.place(), call.lexer());
        }
        try (OneEnd target = end(call, words, file.get())) {
            call.state().copyTarget(target);
            return call.interpreter().send(words.statement(), call.place(), call.lexer());
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, FileProblem.of(words.file().orElse(""), e));
        } finally {
            call.state().copyTarget(null);
        }
    }

    private static OneEnd end(Call call, CopyWords words, Path file) throws IOException {
        if (words.program()) {
            Programs programs = call.interpreter().programs();
            String command = words.file().orElse("");
            return words.from()
                    ? new OneEnd(programs.writing(command), null)
                    : new OneEnd(null, programs.readingAll(command));
        }
        return words.from()
                ? new OneEnd(Files.newInputStream(file), null)
                : new OneEnd(null, Files.newOutputStream(file));
    }

    /** A file or a program as one end of a COPY. */
    private static final class OneEnd implements CopyTarget, AutoCloseable {

        private final @Nullable InputStream in;
        private final @Nullable OutputStream out;
        private @Nullable IOException failure;

        OneEnd(@Nullable InputStream in, @Nullable OutputStream out) {
            this.in = in;
            this.out = out;
        }

        @Override
        public CopySource source() {
            return new CopySource() {
                @Override
                public byte @Nullable [] next() {
                    byte[] piece = new byte[PIECE];
                    try {
                        int length = in == null ? -1 : in.read(piece);
                        return length < 0 ? null : Arrays.copyOf(piece, length);
                    } catch (IOException e) {
                        failure = e;
                        return null;
                    }
                }

                @Override
                public @Nullable String failure() {
                    return failure == null ? null : "aborted because of read failure";
                }
            };
        }

        private void closeOut(OutputStream stream) throws IOException {
            IOException before = failure;
            try {
                stream.close();
            } catch (IOException e) {
                if (before == null) {
                    throw e;
                }
            }
            if (before != null) {
                throw new TvshException(
                        ExitCode.FATAL, "could not write COPY data: " + FileProblem.reason(before), List.of(), before);
            }
        }

        @Override
        public void take(byte[] data) {
            try {
                if (out != null && failure == null) {
                    out.write(data);
                }
            } catch (IOException e) {
                failure = e;
            }
        }

        @Override
        public void close() throws IOException {
            if (in != null) {
                in.close();
            }
            if (out != null) {
                closeOut(out);
            }
            if (failure != null && in != null) {
                throw failure;
            }
        }
    }
}
