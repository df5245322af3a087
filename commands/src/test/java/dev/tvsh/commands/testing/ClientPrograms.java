package dev.tvsh.commands.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's own client programs, run against a test cluster. */
public final class ClientPrograms {

    private final TestCluster cluster;

    public ClientPrograms(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** Runs a program to its end; {@code psql} without its start-up file and stopping at the first error. */
    public String run(String program, String... words) {
        List<String> command = new ArrayList<>(
                List.of(program, "-h", cluster.host(), "-p", Integer.toString(cluster.port()), "-U", cluster.user()));
        if (Path.of(program).endsWith("psql")) {
            command.addAll(List.of("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"));
        }
        command.addAll(List.of(words));
        return Lab.run(command);
    }
}
