package dev.tvsh.commands.check.probe;

/** Whether the server runs the newest minor release of its series that is known, where it is not to become another one anyway. */
final class SourceMinorProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        boolean updates = context.target()
                .filter(target -> target.major() == context.current().major())
                .isPresent();
        String first = context.target().isPresent() ? "take that one first: " : "";
        return updates ? Answer.ok() : MinorReleases.of(context).newest(context.current(), first + "check --to %s");
    }
}
