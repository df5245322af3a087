package dev.tvsh.shell;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.logging.Logger;
import tools.jackson.core.json.JsonFactory;

/**
 * Loads, on another core, what the transcript needs, while the process reads its options and connects. It only makes
 * things ready sooner; nothing waits for it, and nothing fails without it.
 */
final class HeadStart implements Runnable {

    private HeadStart() {}

    static void begin() {
        Thread thread = new Thread(new HeadStart(), "head start");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            MessageDigest.getInstance("SHA-256").digest();
        } catch (NoSuchAlgorithmException e) {
            Logger.getLogger(HeadStart.class.getName()).warning(e.toString());
        }
        JsonFactory.builder().build();
        Objects.requireNonNull(DateTimeFormatter.ISO_INSTANT);
    }
}
