package dev.tvsh.commands.cluster;

import dev.tvsh.commands.journal.Journal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From which binaries to which others a server goes, in the same data directory; also in the form in which a journal keeps
 * it.
 *
 * @param directory the data directory
 * @param system the system identifier of the cluster, so that another one is never taken for it
 * @param startDirectory what {@code -D} was: the data directory, or the one with the configuration
 * @param options the other options of the server
 * @param log where its first lines are logged
 * @param from the folder of the binaries that it comes from
 * @param to the folder of the binaries that it goes to
 * @param managed as what the host's packages start it; empty if the programs themselves do
 * @param fromVersion for example {@code 15.12}
 * @param toVersion for example {@code 15.18}
 */
public record SwitchPlan(
        Path directory,
        String system,
        String startDirectory,
        List<String> options,
        Path log,
        Path from,
        Path to,
        Optional<ManagedCluster> managed,
        String fromVersion,
        String toVersion) {

    public SwitchPlan {
        options = List.copyOf(options);
    }

    /** The plan of a journal entry that was begun with {@link #facts()}. */
    public static SwitchPlan of(Journal.Entry entry) {
        Map<String, Object> facts = entry.facts();
        return new SwitchPlan(
                Path.of(text(facts, "dataDirectory")),
                text(facts, "system"),
                text(facts, "startDirectory"),
                ((List<?>) facts.getOrDefault("options", List.of()))
                        .stream().map(String::valueOf).toList(),
                Path.of(text(facts, "log")),
                Path.of(text(facts, "oldBinaries")),
                Path.of(text(facts, "newBinaries")),
                ManagedCluster.parse(text(facts, "cluster")),
                text(facts, "fromVersion"),
                text(facts, "toVersion"));
    }

    /** Whether the entry holds a plan: it leads from binaries to others. */
    public static boolean isIn(Journal.Entry entry) {
        return entry.facts().containsKey("newBinaries");
    }

    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("dataDirectory", directory.toString());
        facts.put("system", system);
        facts.put("startDirectory", startDirectory);
        facts.put("options", options);
        facts.put("log", log.toString());
        facts.put("oldBinaries", from.toString());
        facts.put("newBinaries", to.toString());
        managed.ifPresent(cluster -> facts.put("cluster", cluster.toString()));
        facts.put("fromVersion", fromVersion);
        facts.put("toVersion", toVersion);
        return facts;
    }

    /**
     * The way back.
     *
     * @param server as it is now: the host's packages may start the programs of before and not those of now, or the other way round
     */
    public SwitchPlan reversed(ServerProcess server) {
        return new SwitchPlan(
                directory,
                system,
                startDirectory,
                options,
                log,
                to,
                from,
                server.managedFrom(from),
                toVersion,
                fromVersion);
    }

    private static String text(Map<String, Object> facts, String name) {
        return String.valueOf(facts.getOrDefault(name, ""));
    }
}
