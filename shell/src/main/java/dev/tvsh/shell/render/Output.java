package dev.tvsh.shell.render;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where results and messages go. What cannot be written is dropped; {@link #broken()} says that nobody reads standard output
 * any more, {@link #takeFailure()} that a result is not complete. Nothing that runs is disturbed by it.
 */
public final class Output {

    private final Channel out;
    private final Channel err;
    private @Nullable Channel file;
    private @Nullable Channel diverted;
    private @Nullable Channel copy;
    private @Nullable IOException failure;
    private boolean fileFailed;
    private boolean unflushed;
    private boolean broken;
    private boolean ascii;
    private final Paging paging = new Paging(this::toStandardOutput, this::error);

    public Output(OutputStream out, OutputStream err) {
        this.out = Channel.of(out);
        this.err = Channel.of(err);
    }

    public Output(Writer out, Writer err) {
        this.out = Channel.of(out);
        this.err = Channel.of(err);
    }

    /** What decides whether a result goes through a pager. */
    public Paging paging() {
        return paging;
    }

    /** A text of many lines, where results go; through the pager if that is the screen, and too small. */
    public void page(String text, PrintSettings settings) {
        boolean paged = toScreen() && paging.begin(settings);
        if (paged) {
            paging.lines(text.lines().count());
            paging.fits();
        }
        print(text);
        if (paged) {
            paging.end();
        }
    }

    /** Results of queries: to the terminal or standard output, or where {@code \o} leads. */
    public void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        print(bytes, 0, bytes.length);
    }

    /** As {@link #print(String)}, in UTF-8. */
    public synchronized void print(byte[] bytes, int from, int length) {
        print(diverted == null ? file : diverted, bytes, from, length);
    }

    /** What a statement says besides its rows: as {@link #print(String)}, but never where the rows of one statement alone go. */
    public synchronized void printTag(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        print(file, bytes, 0, bytes.length);
    }

    private void print(@Nullable Channel to, byte[] bytes, int from, int length) {
        if (to == null) {
            paging.write(bytes, from, length);
        } else if (failure == null) {
            try {
                unflushed = true;
                to.bytes(bytes, from, length);
            } catch (IOException e) {
                failure = e;
                fileFailed |= to == file;
            }
        }
        if (copy != null) {
            write(copy, bytes, from, length);
        }
    }

    /** Data of a COPY, where results go. */
    public void data(byte[] bytes, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            print(bytes, 0, bytes.length);
        } else {
            print(new String(bytes, charset));
        }
    }

    /** To the terminal or standard output, wherever results go. */
    public synchronized void echo(String text) {
        if (paging.takes(text)) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        toStandardOutput(bytes, 0, bytes.length);
        log(bytes);
    }

    /** As {@link #print}, for a text of tvsh's own, whose signs the terminal may not have. */
    public void say(String text) {
        print(shown(text));
    }

    /** As {@link #error}, for a text of tvsh's own. */
    public void complain(String text) {
        error(shown(text));
    }

    /** A text of tvsh's own in signs that the terminal has. */
    public String shown(String text) {
        return ascii ? Symbols.inAscii(text) : text;
    }

    /** Whether only ASCII can be shown. */
    public void ascii(boolean on) {
        ascii = on;
    }

    /** A message: to the terminal or standard error, in order with the results. */
    public synchronized void error(String text) {
        if (paging.takes(text)) {
            return;
        }
        flush();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(err, bytes, 0, bytes.length);
        log(bytes);
        flushQuietly(err);
    }

    /** Whether results go to the terminal or standard output. */
    public synchronized boolean toScreen() {
        return file == null && diverted == null;
    }

    /** Sends results to a file from now on; null sends them to the terminal or standard output again. */
    public void redirect(@Nullable Path path) throws IOException {
        redirectTo(path == null ? null : Files.newOutputStream(path));
    }

    /** Sends results to this stream from now on, which is closed in the end; null as in {@link #redirect}. */
    public void redirectTo(@Nullable OutputStream stream) throws IOException {
        Channel before = file;
        boolean told = fileFailed;
        synchronized (this) {
            file = stream == null ? null : Channel.of(stream);
            fileFailed = false;
        }
        try {
            end(before);
        } catch (IOException e) {
            if (!told) {
                throw e;
            }
        }
    }

    /** Not under the lock: a program that reads the results may write here until it has ended. */
    private static void end(@Nullable Channel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** Sends the results of one statement to a stream, until {@link #divertEnd()}. */
    public synchronized void divert(OutputStream stream) {
        diverted = Channel.of(stream);
    }

    /** Whether the results of one statement go elsewhere now. */
    public synchronized boolean diverts() {
        return diverted != null;
    }

    /** Results go where they went before. */
    public void divertEnd() {
        Channel before = diverted;
        synchronized (this) {
            diverted = null;
        }
        try {
            end(before);
        } catch (IOException e) {
            fail(e);
        }
    }

    private synchronized void fail(IOException e) {
        failure = failure == null ? e : failure;
    }

    /** Keeps a copy of everything in this file, as {@code -L} does. */
    public synchronized void copyTo(Path path) throws IOException {
        copy = Channel.of(Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    public synchronized void flush() {
        try {
            if (file != null && failure == null && unflushed) {
                unflushed = false;
                file.flush();
            }
        } catch (IOException e) {
            failure = e;
            fileFailed = true;
        }
        if (copy != null) {
            flushQuietly(copy);
        }
        paging.flush();
        try {
            out.flush();
        } catch (IOException e) {
            breakOff(e);
        }
    }

    /** Ends what results are sent to. */
    public void close() {
        flush();
        try {
            redirectTo(null);
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Whether standard output cannot be written any more, for example because whoever read it has gone. */
    public synchronized boolean broken() {
        return broken;
    }

    /** Why results could not be written since this was last asked; empty if they could. */
    public synchronized Optional<String> takeFailure() {
        flush();
        IOException before = failure;
        failure = null;
        return Optional.ofNullable(before).map(e -> String.valueOf(e.getMessage()));
    }

    private void toStandardOutput(byte[] bytes, int from, int length) {
        if (broken) {
            return;
        }
        try {
            out.bytes(bytes, from, length);
        } catch (IOException e) {
            breakOff(e);
        }
    }

    private void breakOff(IOException e) {
        if (!broken) {
            broken = true;
            failure = e;
        }
    }

    private void log(byte[] bytes) {
        if (copy != null) {
            write(copy, bytes, 0, bytes.length);
        }
    }

    private static void write(Channel to, byte[] bytes, int from, int length) {
        try {
            to.bytes(bytes, from, length);
        } catch (IOException e) {
            // A message that nobody can receive is no reason to stop what is running.
        }
    }

    private static void flushQuietly(Channel channel) {
        try {
            channel.flush();
        } catch (IOException e) {
            // as in write
        }
    }
}
