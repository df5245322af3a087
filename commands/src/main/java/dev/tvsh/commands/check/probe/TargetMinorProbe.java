package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.connection.ConnectionLostException;
import java.util.Optional;

/** Whether the target is the newest minor release of its series that is known. */
final class TargetMinorProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        return context.target()
                .flatMap(target -> target.minor() < 0 ? installed(context).or(context::target) : Optional.of(target))
                .map(target -> MinorReleases.of(context).newest(target, "take that one: check --to %s"))
                .orElse(Answer.ok());
    }

    /** Where only the major version was named, its programs say which one it is; that they cannot be looked at tells another check. */
    private static Optional<ServerVersion> installed(CheckContext context) {
        if (!context.host().knowsTarget()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ServerVersion.parse(context.host().binaries().version()));
        } catch (ConnectionLostException e) {
            throw e;
        } catch (TvshException e) {
            e.passOnIfInterrupted();
            return Optional.empty();
        }
    }
}
