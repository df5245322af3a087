package dev.tvsh.commands.check;

import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.check.probe.Answer;
import java.util.ArrayList;
import java.util.List;

/** Which checks are asked, and which are not and why. */
final class Selection {
    private final List<CheckSpec> due = new ArrayList<>();
    private final List<Looked> skipped = new ArrayList<>();

    /**
     * Selects.
     *
     * @param lowest the earliest version of the server's series that the cluster is known to have run
     */
    Selection(
            CheckCatalog catalog,
            CheckRequest request,
            List<Route> routes,
            ServerVersion current,
            ServerVersion lowest) {
        for (CheckSpec check : catalog.all()) {
            if (request.only().contains(check.id())) {
                named(check, current);
            } else if (request.only().isEmpty()
                    && routes.stream().anyMatch(route -> check.severityOn(route).isPresent())
                    && check.window().open(current, lowest, request.target())) {
                add(check, request);
            }
        }
    }

    private void add(CheckSpec check, CheckRequest request) {
        if (request.except().contains(check.id())) {
            skipped.add(new Looked(check, Answer.skipped("left out by --except")));
        } else {
            due.add(check);
        }
    }

    /** Who names a check gets it asked, whatever the target, as long as the server can be asked it. */
    private void named(CheckSpec check, ServerVersion current) {
        if (check.window().serverFits(current)) {
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
