package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Follower;
import dev.tvsh.commands.tview.Tview;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether so many rows of a TVIEW show one key of another that the extension fails at writing them. */
final class FanOutProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Fact<List<Tview>> registered = context.catalog().registered();
        if (registered instanceof Fact.Undetermined) {
            return Answer.undetermined(registered.reason());
        }
        List<Follower> followers = Follower.among(registered.orElse(List.of()));
        if (followers.isEmpty() || !context.catalog().dialect().released()) {
            return Answer.ok();
        }
        FanOut fanOut = FanOut.measure(context.sql(), followers);
        Map<String, List<FanOut.Together>> many = fanOut.known().stream()
                .filter(one -> one.rows() >= Follower.TOO_MANY_TOGETHER)
                .collect(Collectors.groupingBy(
                        one -> one.follower().of().table().toString(), TreeMap::new, Collectors.toList()));
        if (!many.isEmpty()) {
            return Answer.problem(List.copyOf(many.keySet()), detail(many), "");
        }
        List<String> open = fanOut.open().stream()
                .map(follower -> follower.tview().table().toString())
                .distinct()
                .toList();
        // What a fresh restore has not yet is no reason to stop.
        return open.isEmpty() ? Answer.ok() : Answer.skipped("no statistics of " + Shown.names(open) + ": ANALYZE");
    }

    private static String detail(Map<String, List<FanOut.Together>> many) {
        List<String> lines = many.entrySet().stream()
                .map(entry -> entry.getKey() + " ("
                        + Shown.names(entry.getValue().stream()
                                .map(one -> "up to " + Quantity.of(one.rows()) + " of "
                                        + one.follower().tview().table())
                                .toList())
                        + ")")
                .toList();
        return Quantity.of(many.size(), "TVIEW has", "TVIEWs have") + " rows whose key "
                + Follower.TOO_MANY_TOGETHER
                + " or more rows of another show, and every known pg_tviews fails a write to such a row: "
                + Shown.names(lines);
    }
}
