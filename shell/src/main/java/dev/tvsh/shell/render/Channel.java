package dev.tvsh.shell.render;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** A way out for text in UTF-8. */
interface Channel extends Closeable {

    void bytes(byte[] bytes, int from, int length) throws IOException;

    void flush() throws IOException;

    /** To a stream. */
    static Channel of(OutputStream stream) {
        OutputStream buffered = new BufferedOutputStream(stream, 1 << 15);
        return new Channel() {
            @Override
            public void bytes(byte[] bytes, int from, int length) throws IOException {
                buffered.write(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                buffered.flush();
            }

            @Override
            public void close() throws IOException {
                buffered.close();
            }
        };
    }

    /** To a terminal, which takes characters. */
    static Channel of(Writer writer) {
        return new Channel() {
            @Override
            public void bytes(byte[] bytes, int from, int length) throws IOException {
                writer.write(new String(bytes, from, length, StandardCharsets.UTF_8));
            }

            @Override
            public void flush() throws IOException {
                writer.flush();
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }
}
