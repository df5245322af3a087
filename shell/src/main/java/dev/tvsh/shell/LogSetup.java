package dev.tvsh.shell;

import dev.tvsh.commands.transcript.SecretMask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Sends what libraries log into a file that is made when there is something to write; nothing goes to the terminal. */
public final class LogSetup {

    /** Made by {@link java.util.logging.LogManager}, which finds this class by its name. */
    public LogSetup() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new FileLog(Folders.of(System.getenv(), Path.of(System.getProperty("user.home", "")))
                .state()
                .resolve("log")));
    }

    private static final class FileLog extends Handler {

        private final Path path;
        private @Nullable Writer writer;

        FileLog(Path path) {
            this.path = path;
        }

        @Override
        public synchronized void publish(LogRecord record) {
            try {
                Writer open = writer;
                if (open == null) {
                    PrivateFiles.folder(path.toAbsolutePath().getParent());
                    PrivateFiles.file(path);
                    open = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    writer = open;
                    setFormatter(new SimpleFormatter()); // only now: it makes half of java.util.logging load
                }
                open.write(new SecretMask().mask(getFormatter().format(record)));
                open.flush();
            } catch (IOException e) {
                reportError("the log cannot be written", new UncheckedIOException(e), ErrorManager.WRITE_FAILURE);
            }
        }

        @Override
        protected void reportError(String message, Exception cause, int code) {
            // There is nowhere else to say it.
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
