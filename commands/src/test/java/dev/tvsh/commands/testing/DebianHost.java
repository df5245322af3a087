package dev.tvsh.commands.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Lets Debian's packages manage a test cluster: its configuration lies apart, one folder holds the programs of its version, and small
 * programs stand in for Debian's own. Scripts find them on the host called {@link #NAME}, as which the program in
 * {@link #environment} stands in for ssh.
 */
public final class DebianHost {

    /** What the stand-in for ssh calls it. */
    public static final String NAME = "debian";

    private final Path folder;

    private DebianHost(Path folder) {
        this.folder = folder;
    }

    /** Makes the cluster {@code 15/main} of this host, running with these programs, by Debian's stand-in. */
    public static DebianHost of(TestCluster cluster, Path folder, String version) throws IOException {
        DebianHost host = new DebianHost(folder);
        cluster.stop();
        host.configure(cluster.dataDirectory());
        host.programs();
        host.install(version);
        host.control("start");
        Files.delete(host.calls());
        return host;
    }

    /** For the connections of a command. */
    public Map<String, String> environment() {
        return Map.of("TVSH_SSH", folder.resolve("bin/ssh").toString());
    }

    /** The folder that Debian's programs start the server from. */
    public Path binaries() {
        return folder.resolve("packages/15/bin");
    }

    /** Replaces the programs, as a package does: a server that runs goes on without its files. */
    public void install(String version) throws IOException {
        Path programs = folder.resolve("packages/15");
        Lab.run(List.of("rm", "-rf", programs.toString()));
        Files.createDirectories(programs.getParent());
        ServerPrograms.copy(version, programs);
    }

    /** What Debian's stand-in was told to do since this was asked last. */
    public List<String> done() throws IOException {
        if (!Files.exists(calls())) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(calls());
        Files.delete(calls());
        return lines;
    }

    private Path calls() {
        return folder.resolve("calls");
    }

    private void control(String action) {
        Lab.run(List.of(folder.resolve("bin/ssh").toString(), NAME, "pg_ctlcluster 15 main " + action));
    }

    private void configure(Path data) throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc/15/main"));
        for (String file : List.of("postgresql.conf", "test.conf", "pg_hba.conf", "pg_ident.conf")) {
            Files.move(data.resolve(file), etc.resolve(file));
        }
        Path settings = etc.resolve("postgresql.conf");
        Files.writeString(
                settings,
                Files.readString(settings) + "data_directory = '" + data + "'\nhba_file = '" + etc
                        + "/pg_hba.conf'\nident_file = '" + etc + "/pg_ident.conf'\n");
    }

    private void programs() throws IOException {
        ServerPrograms.script(folder.resolve("bin/ssh"), """
                case $1 in -G) exit 0 ;; esac
                export PATH="%1$s/bin:$PATH" PERL5LIB=%1$s/perl PG_CLUSTER_CONF_ROOT=%1$s/etc
                for command do :; done
                exec sh -c "$command\"""".formatted(folder));
        ServerPrograms.script(folder.resolve("bin/pg_conftool"), "exit 0");
        ServerPrograms.script(
                folder.resolve("bin/pg_lsclusters"), "echo \"$2 $3 5432 online x y %s/log\"".formatted(folder));
        // VERSION NAME start | stop -m fast
        ServerPrograms.script(folder.resolve("bin/pg_ctlcluster"), """
                echo "$3" >>%1$s/calls
                conf=%1$s/etc/$1/$2/postgresql.conf
                data=$(sed -n "s/^data_directory = '\\(.*\\)'/\\1/p" "$conf")
                [ "$(id -u)" != 0 ] || as='unshare -U'
                case $3 in
                    start) ${as-} %1$s/packages/$1/bin/pg_ctl start -s -w -D "$data" -l %1$s/log -o "-c config_file=$conf" ;;
                    stop) ${as-} %1$s/packages/$1/bin/pg_ctl stop -s -w -D "$data" "$4" "$5" ;;
                esac""".formatted(folder));
        Files.createDirectories(folder.resolve("perl"));
        Files.writeString(folder.resolve("perl/PgCommon.pm"), """
                package PgCommon;
                sub get_program_path { return "%s/packages/$_[1]/bin/$_[0]"; }
                1;
                """.formatted(folder));
    }
}
