package dev.tvsh.commands.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What starts and stops a server on its host besides tvsh, and what it makes of a change of binaries. */
public final class ServiceManager {

    /** What Debian's programs say to every server that they start. */
    private static final Set<String> DEBIANS_OWN =
            Set.of("config_file", "hba_file", "ident_file", "external_pid_file", "unix_socket_directories");

    private ServiceManager() {}

    /**
     * What is not as before once the server was stopped and started by the plan, and what puts it right; empty if all is.
     *
     * @param server as it runs before
     */
    public static List<String> afterwards(ServerProcess server, SwitchPlan plan) {
        if (plan.managed().isPresent()) {
            return byItsPackages(server, plan.managed().get());
        }
        if (server.managed().isPresent()) {
            return List.of(besideItsPackages(server, server.managed().get(), plan));
        }
        if (server.unit().isEmpty()) {
            return List.of();
        }
        String outside =
                "! systemd manages this server as " + server.unit() + ": afterwards it runs outside of the unit";
        return List.of(
                server.binaries().equals(plan.to())
                        ? outside + "    → stop it when it suits, then systemctl start " + server.unit()
                        : outside + ", which still names the old binaries");
    }

    private static List<String> byItsPackages(ServerProcess server, ManagedCluster cluster) {
        List<String> lines = new ArrayList<>();
        if (!server.privileged() && !server.unit().isEmpty()) {
            lines.add("! only root starts it by systemd: afterwards it runs outside of " + server.unit()
                    + "    → as root, " + again(cluster));
        }
        List<String> options = server.command().settings().stream()
                .filter(setting -> !DEBIANS_OWN.contains(setting.replaceFirst("=.*", "")))
                .toList();
        if (!options.isEmpty()) {
            lines.add("! it was started with " + String.join(" ", options)
                    + ", which comes along only where pg_ctl.conf of " + cluster + " has it");
        }
        return lines;
    }

    private static String besideItsPackages(ServerProcess server, ManagedCluster cluster, SwitchPlan plan) {
        String programs = server.packaged().map(String::valueOf).orElse("their own folder");
        return "! Debian's packages manage this server as " + cluster + ": afterwards it runs outside of "
                + (server.unit().isEmpty() ? "them" : server.unit()) + ", and the next boot starts " + programs
                + "    → install PostgreSQL " + plan.toVersion() + " there (postgresql-" + cluster.version()
                + "), then upgrade-cluster --to-binaries " + programs;
    }

    /** A unit takes a server only that it has started itself. */
    private static String again(ManagedCluster cluster) {
        String program = "pg_ctlcluster " + cluster.version() + " " + cluster.name();
        return program + " stop, then " + program + " start";
    }
}
