package dev.tvsh.commands.cluster;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Two data directories of one host of which one was made out of the other. */
public final class ClusterPair {

    private final CommandContext context;

    public ClusterPair(CommandContext context) {
        this.context = context;
    }

    /**
     * What lies near a data directory.
     *
     * @param beside other data directories
     * @param replaced those that the script of pg_upgrade would delete as old ones
     */
    public record Near(Set<Path> beside, Set<Path> replaced) {

        /** All of them, in order. */
        public SortedSet<Path> all() {
            SortedSet<Path> all = new TreeSet<>(beside);
            all.addAll(replaced);
            return all;
        }
    }

    /** Looks around; finds nothing where it may not look. */
    public Near near(Path directory) {
        HostFacts facts = HostFacts.parse(run("host/cluster/near.sh.vm", Map.of("data", ShellWord.of(directory)))
                .output());
        return new Near(paths(facts.all("data"), directory), paths(facts.all("old"), directory));
    }

    /** Whether both hold one and the same file: pg_upgrade --link made one of the other. */
    public boolean share(Path one, Path other) {
        return HostFacts.parse(
                        run("host/cluster/shared.sh.vm", Map.of("one", ShellWord.of(one), "other", ShellWord.of(other)))
                                .output())
                .text("shared")
                .equals("yes");
    }

    /** Whether a file of one is the same in the other: pg_upgrade made one of the other. */
    public boolean copied(Path one, Path other) {
        return HostFacts.parse(
                        run("host/cluster/copied.sh.vm", Map.of("one", ShellWord.of(one), "other", ShellWord.of(other)))
                                .output())
                .text("copied")
                .equals("yes");
    }

    /** Whether pg_upgrade was stopped while it made one of the other. */
    public boolean unfinished(Path made, Path old) {
        return HostFacts.parse(run(
                                "host/cluster/unfinished.sh.vm",
                                Map.of("made", ShellWord.of(made), "old", ShellWord.of(old)))
                        .output())
                .text("unfinished")
                .equals("yes");
    }

    /** What lets a server start on {@code used}, and none on {@code unused} any more. */
    public Rendered takingOver(Path unused, Path used) {
        return context.templates()
                .render(
                        "host/cluster/take-over.sh.vm",
                        Map.of("unused", ShellWord.of(unused), "used", ShellWord.of(used)));
    }

    private HostResult run(String template, Map<String, ShellWord> values) {
        return context.host().run(context.templates().render(template, values));
    }

    private static Set<Path> paths(List<String> words, Path besides) {
        Set<Path> paths = new LinkedHashSet<>();
        words.stream().map(Path::of).filter(path -> !path.equals(besides)).forEach(paths::add);
        return paths;
    }
}
