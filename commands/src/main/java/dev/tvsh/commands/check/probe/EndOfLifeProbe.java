package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.Series;
import dev.tvsh.commands.check.catalog.ServerVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether faults of the server's and of the target's major version are still corrected. */
final class EndOfLifeProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        MinorReleases releases = MinorReleases.of(context);
        List<Integer> majors = Stream.of(Optional.of(context.current()), context.target())
                .flatMap(Optional::stream)
                .map(ServerVersion::major)
                .toList();
        List<Series> ended = releases.ended(majors);
        if (ended.isEmpty()) {
            return Answer.ok();
        }
        boolean leaves =
                releases.ended(majors.subList(majors.size() - 1, majors.size())).isEmpty();
        return Answer.problem(
                ended.stream()
                        .map(one -> Integer.toString(one.major()))
                        .sorted()
                        .toList(),
                ended.stream()
                        .map(one -> one.major() + " is corrected no more since " + one.end())
                        .collect(Collectors.joining(", ")),
                leaves
                        ? ""
                        : "go on to a later one: check --to "
                                + releases.known().latest().major());
    }
}
