package dev.tvsh.commands.host;

import dev.tvsh.commands.output.EventSink;
import dev.tvsh.templates.Templates;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The hosts on which the user has let tvsh act; connections to them are kept from one command to the next. */
public final class ClusterHosts implements AutoCloseable {

    /** The variable of the environment that names another program to use as ssh. */
    public static final String SSH_VARIABLE = "TVSH_SSH";

    private final String ssh;
    private final Supplier<Templates> templates;
    private final Map<String, SshConnection> connections = new HashMap<>();

    /** @param environment the variables of the process */
    public ClusterHosts(Map<String, String> environment, Supplier<Templates> templates) {
        this.ssh = environment.getOrDefault(SSH_VARIABLE, "ssh");
        this.templates = templates;
    }

    /** What runs scripts there; nothing is connected before one runs. */
    public HostRunner at(HostAddress address, EventSink events) {
        if (address.isLocal()) {
            return new LocalHost(events);
        }
        return new DistantHost(
                address,
                address.destination()
                        .map(place -> connections.computeIfAbsent(place, missing -> new SshConnection(ssh, missing)))
                        .orElse(null),
                templates.get(),
                events);
    }

    @Override
    public void close() {
        connections.values().forEach(SshConnection::close);
        connections.clear();
    }
}
