package dev.tvsh.commands.backup;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a folder and all that is in it readable to its owner only, and writes it to disk, some files at a time: a disk that is
 * asked for one after the other waits between them. Goes on beside whoever began it.
 */
final class TreeFlush implements AutoCloseable {

    private static final int AT_A_TIME = 4;
    private static final Set<PosixFilePermission> OWNERS_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Queue<Path> paths;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, TreeFlush::daemon);
    private final List<Future<?>> flushing = new ArrayList<>();

    private TreeFlush(Queue<Path> paths) {
        this.paths = paths;
        for (int i = 0; i < AT_A_TIME; i++) {
            flushing.add(threads.submit(this::flushSome));
        }
    }

    /**
     * Begins; what comes into the folder from now on is not in it.
     *
     * @param except a file that is not even opened
     */
    static TreeFlush begin(Path folder, Path except) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return new TreeFlush(tree.filter(path -> !path.equals(except))
                    .collect(Collectors.toCollection(ConcurrentLinkedQueue::new)));
        }
    }

    private void flushSome() {
        try {
            for (Path path = paths.poll(); path != null; path = paths.poll()) {
                PosixFileAttributes now = Files.readAttributes(path, PosixFileAttributes.class);
                Set<PosixFilePermission> due = now.isDirectory() ? OWNERS_FOLDER : OWNERS_FILE;
                if (!now.permissions().equals(due)) {
                    Files.setPosixFilePermissions(path, due);
                }
                flush(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until all of it is on disk. @throws IOException if something is not */
    void await() throws IOException {
        try {
            for (Future<?> part : flushing) {
                part.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of(), e);
        }
    }

    /** Writes one file or folder to disk. */
    static void flush(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        paths.clear();
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread made = new Thread(work, "flush");
        made.setDaemon(true);
        return made;
    }
}
