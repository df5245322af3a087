package dev.tvsh.commands.check;

import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.check.probe.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which checks are asked, and which are not and why. */
final class Selection {
    private final List<CheckSpec> due = new ArrayList<>();
    private final List<Looked> skipped = new ArrayList<>();

    /**
     * Selects.
     *
     * @param lowest the earliest version of the server's series that the cluster is known to have run
     * @param earlier the earliest of each series before, where pg_upgrade made the cluster of one that was known
     */
    Selection(
            CheckCatalog catalog,
            CheckRequest request,
            List<Route> routes,
            ServerVersion current,
            ServerVersion lowest,
            List<ServerVersion> earlier) {
        for (CheckSpec check : catalog.all()) {
            if (request.only().contains(check.id())) {
                named(check, current, request.target());
            } else if (request.only().isEmpty()
                    && !check.named()
                    && routes.stream().anyMatch(route -> check.severityOn(route).isPresent())
                    && (check.window().open(current, lowest, request.target()) || carried(check, current, earlier))) {
                add(check, request);
            }
        }
    }

    /** Whether it is about what an earlier major version has left, which pg_upgrade carries along. */
    private static boolean carried(CheckSpec check, ServerVersion current, List<ServerVersion> earlier) {
        return !check.window().fixed().isEmpty()
                && check.window().serverFits(current)
                && earlier.stream().anyMatch(version -> check.window().open(version, version, Optional.of(current)));
    }

    private void add(CheckSpec check, CheckRequest request) {
        if (request.except().contains(check.id())) {
            skipped.add(new Looked(check, Answer.skipped("left out by --except")));
        } else {
            due.add(check);
        }
    }

    /** Who names a check gets it asked, as long as the server can be asked it and it is not about other targets. */
    private void named(CheckSpec check, ServerVersion current, Optional<ServerVersion> target) {
        if (check.window().askable(current, target)) {
            due.add(check);
        } else {
            skipped.add(new Looked(
                    check, Answer.skipped("only for: " + check.window().words())));
        }
    }

    List<CheckSpec> due() {
        return due;
    }

    List<Looked> skipped() {
        return skipped;
    }
}
