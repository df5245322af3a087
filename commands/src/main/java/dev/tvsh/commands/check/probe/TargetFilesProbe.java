package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.cluster.Binaries;
import java.util.List;

/** Whether the programs of the target are of its version, and have the files of extensions that this database needs. */
final class TargetFilesProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        if (!context.host().knowsTarget()) {
            return context.host().withoutTarget();
        }
        Binaries binaries = context.host().binaries();
        ServerVersion found = ServerVersion.parse(binaries.version());
        boolean other = context.target()
                .filter(target -> target.major() != found.major() || (target.minor() >= 0 && !target.equals(found)))
                .isPresent();
        if (other) {
            return Answer.problem(
                    List.of(binaries.folder().toString()),
                    "PostgreSQL " + found + " is in " + binaries.folder(),
                    "name the folder with the target's programs");
        }
        if (!binaries.missing().isEmpty()) {
            return Answer.problem(
                    binaries.missing(), "the target lacks " + Shown.names(binaries.missing()), "install them there");
        }
        return binaries.share().isPresent() && binaries.libraries().isPresent()
                ? Answer.ok()
                : Answer.undetermined("where " + binaries.folder() + " has its extensions");
    }
}
