package dev.tvsh.commands.check;

import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the pre-upgrade script of the published guides makes of a database: the same questions, and the same way from their answers
 * to a verdict. Where a relation that it asks does not exist, which is so on every release, it takes "0" or "unknown" and goes on;
 * it counts nothing else against an upgrade than a server that does not answer and a backup file that is not there. How old that
 * is, and what is in it, does not matter.
 */
final class PublishedScript {
    private final TestCluster cluster;
    private final String database;
    private final Path backup;

    PublishedScript(TestCluster cluster, String database, Path backup) {
        this.cluster = cluster;
        this.database = database;
        this.backup = backup;
    }

    boolean ready() {
        return !answer("SELECT pg_database_size(current_database())", "").isEmpty() && Files.isRegularFile(backup);
    }

    /** What it tells beside the verdict. */
    String remarks() {
        return answer("SELECT count(*) FROM pg_tviews_metadata", "0") + " TVIEWs, queue "
                + answer("SELECT count(*) FROM pg_tviews_get_queue()", "unknown") + ", "
                + answer("SELECT count(*) FROM pg_tviews_metadata WHERE last_error IS NOT NULL", "0") + " errors";
    }

    private String answer(String query, String otherwise) {
        try {
            return cluster.value(database, query);
        } catch (IllegalStateException e) {
            return otherwise;
        }
    }
}
