package dev.tvsh.commands.cluster;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a running server says about itself.
 *
 * @param directory its data directory
 * @param configuration its configuration file
 * @param versionNum for example 150012
 * @param system the system identifier of the cluster
 * @param began when it was started, in seconds of the epoch
 * @param preloaded the setting {@code shared_preload_libraries}
 * @param prepared the names of prepared transactions, in all databases
 * @param fromEnvironment settings that came from its environment, as {@code name=value}
 * @param sessions sessions of other clients
 */
public record ClusterFacts(
        Path directory,
        Path configuration,
        int port,
        int versionNum,
        String system,
        long began,
        boolean standby,
        String preloaded,
        List<String> prepared,
        List<String> fromEnvironment,
        long sessions) {

    /** How far apart, in seconds, the server's own start and that of its process may be told. */
    private static final long START_TOLERANCE = 60;

    /**
     * Asks the server.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if this role may not see where the server keeps its files
     */
    public static ClusterFacts read(SqlRunner sql) {
        Row row = sql.one("sql/cluster/facts.sql.vm", Map.of());
        String directory = row.nullable("data_directory");
        String configuration = row.nullable("config_file");
        String preloaded = row.nullable("preloaded");
        if (directory == null || configuration == null || preloaded == null) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "role " + sql.info().user() + " may not see the data directory of the server",
                    List.of("connect as a superuser or a member of pg_read_all_settings"));
        }
        return new ClusterFacts(
                Path.of(directory),
                Path.of(configuration),
                (int) row.number("port"),
                (int) row.number("version_num"),
                row.text("system"),
                row.number("began"),
                row.flag("standby"),
                preloaded,
                row.texts("prepared"),
                row.texts("from_environment"),
                row.number("sessions"));
    }

    public String version() {
        return Binaries.versionOf(versionNum);
    }

    /** Whether this very server is the one that the host shows, and not one of the same files elsewhere. */
    public boolean is(ServerProcess process) {
        return process.running()
                && system.equals(process.system())
                && port == process.port()
                && Math.abs(began - process.began()) <= START_TOLERANCE;
    }

    /**
     * Lets nothing go on with another server.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if this is not the one that the host shows
     */
    public void require(ServerProcess process) {
        if (!is(process)) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "the server that tvsh is connected to does not run on this host",
                    List.of(
                            "The data directory " + directory
                                    + " here belongs to another server, or to none that runs.",
                            "\\set host ssh:HOST says where it is"));
        }
    }
}
