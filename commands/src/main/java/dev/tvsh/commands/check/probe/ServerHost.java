package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.cluster.ClusterFacts;
import dev.tvsh.commands.cluster.ServerControl;
import dev.tvsh.commands.cluster.ServerProcess;
import dev.tvsh.commands.connection.ConnectionLostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host of the server, as far as it can be looked at from here; looked at once, when it is needed first. */
final class ServerHost {
    private final CheckContext context;
    private final Optional<Path> target;
    private @Nullable ServerProcess server;
    private @Nullable Binaries binaries;
    private @Nullable TvshException refused;

    ServerHost(CheckContext context, Optional<Path> target) {
        this.context = context;
        this.target = target;
    }

    /** Whether the programs of the target were named. */
    boolean knowsTarget() {
        return target.isPresent();
    }

    /** The answer to what needs the target's programs, where none were named: another major version is no guess. */
    Answer withoutTarget() {
        boolean major = context.target()
                .filter(version -> version.major() != context.current().major())
                .isPresent();
        return major
                ? Answer.undetermined("the target's programs are not named: --to-binaries DIR")
                : Answer.skipped("needs --to-binaries");
    }

    /**
     * The server as its host sees it.
     *
     * @throws TvshException with the same words every time if this is not its host, or this user may not look
     */
    ServerProcess server() {
        ServerProcess known = server;
        if (known != null) {
            return known;
        }
        TvshException before = refused;
        if (before != null) {
            throw before;
        }
        try {
            known = look();
            server = known;
            return known;
        } catch (ConnectionLostException e) {
            throw e;
        } catch (TvshException e) {
            e.passOnIfInterrupted();
            refused = new TvshException(
                    ExitCode.REFUSED, "no access to the server's host: " + e.getMessage(), e.advice(), e);
            throw refused;
        }
    }

    private ServerProcess look() {
        ClusterFacts facts = ClusterFacts.read(context.sql());
        ServerProcess found = new ServerControl(context.command()).look(facts.directory());
        if (!facts.is(found)) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "the server of " + facts.directory() + " here is another one",
                    List.of("\\set host ssh:HOST says where it is"));
        }
        return found;
    }

    /**
     * The programs of the target, and which files that the databases need they lack.
     *
     * @throws TvshException if there are none in the folder that was named
     */
    Binaries binaries() {
        Binaries known = binaries;
        if (known == null) {
            List<String> shared = new ArrayList<>();
            List<String> libraries = new ArrayList<>();
            context.sql()
                    .each(
                            "sql/cluster/needed-files.sql.vm",
                            Map.of(),
                            row -> (row.text("place").equals("share") ? shared : libraries)
                                    .add(file(row.text("file"))));
            known = new ServerControl(context.command())
                    .binaries(
                            server(),
                            target.orElseThrow(() -> new TvshException(ExitCode.REFUSED, "no --to-binaries")),
                            shared,
                            libraries);
            binaries = known;
        }
        return known;
    }

    /** A library is named without its ending. */
    static String file(String name) {
        return name.endsWith(".control") || name.endsWith(".sql") || name.endsWith(".so") ? name : name + ".so";
    }
}
