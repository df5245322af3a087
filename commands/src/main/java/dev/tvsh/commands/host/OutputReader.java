package dev.tvsh.commands.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads one output of a process in a thread of its own: line by line into a queue, and the last part of it to keep. */
final class OutputReader implements Runnable {

    private static final int KEPT = 1 << 20;
    private static final int LONGEST_LINE = 1 << 16;

    private final Reader source;
    private final BlockingQueue<String> lines;
    private final StringBuilder kept = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private volatile boolean ended;
    private volatile boolean abandoned;

    private OutputReader(InputStream source, BlockingQueue<String> lines) {
        this.source = new InputStreamReader(source, StandardCharsets.UTF_8);
        this.lines = lines;
    }

    static OutputReader start(InputStream source, BlockingQueue<String> lines) {
        OutputReader reader = new OutputReader(source, lines);
        Thread thread = new Thread(reader, "host output");
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    /** Whether all was read, or nothing more can be. */
    boolean ended() {
        return ended;
    }

    /** From now on what is read is thrown away, so that a process left in the background is never kept waiting. */
    void abandon() {
        abandoned = true;
    }

    /** The last part of what was read. */
    String kept() {
        synchronized (kept) {
            return kept.substring(Math.max(0, kept.length() - KEPT));
        }
    }

    @Override
    public void run() {
        char[] buffer = new char[8_192];
        try {
            for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
                keep(buffer, n);
                for (int i = 0; i < n; i++) {
                    take(buffer[i]);
                }
            }
            endLine();
        } catch (IOException e) {
            // The process was ended and its output closed.
            ended = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
        }
    }

    private void keep(char[] buffer, int length) {
        synchronized (kept) {
            kept.append(buffer, 0, length);
            if (kept.length() > 2 * KEPT) {
                kept.delete(0, kept.length() - KEPT);
            }
        }
    }

    /** A carriage return ends a line as well: programs use it for their progress. */
    private void take(char c) throws InterruptedException {
        if (c == '\n' || c == '\r') {
            endLine();
        } else {
            line.append(c);
            if (line.length() >= LONGEST_LINE) {
                endLine();
            }
        }
    }

    private void endLine() throws InterruptedException {
        if (line.length() > 0) {
            String text = line.toString();
            line.setLength(0);
            boolean taken = false;
            while (!taken && !abandoned) {
                taken = lines.offer(text, 100, TimeUnit.MILLISECONDS);
            }
        }
    }
}
