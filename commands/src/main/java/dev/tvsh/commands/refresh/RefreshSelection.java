package dev.tvsh.commands.refresh;

import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which TVIEWs the user wants refreshed. */
final class RefreshSelection {

    static final String DEPENDENTS = "with-dependents";
    static final OptionSpec DEPENDENTS_OPTION =
            OptionSpec.flag(DEPENDENTS, "those too that read them, themselves or through others");

    private final Set<String> only;
    private final Set<String> except;
    private final boolean dependents;
    private final boolean stale;

    private RefreshSelection(Set<String> only, Set<String> except, boolean dependents, boolean stale) {
        this.only = only;
        this.except = except;
        this.dependents = dependents;
        this.stale = stale;
    }

    /**
     * Reads arguments and options.
     *
     * @param all the TVIEWs that there are, in the order in which they are to be refreshed
     * @throws dev.tvsh.commands.TvshException if a name is not that of a TVIEW
     */
    static RefreshSelection of(Invocation invocation, List<Tview> all) {
        TviewNames names = new TviewNames(all);
        List<String> wanted = new ArrayList<>(invocation.arguments());
        wanted.addAll(invocation.values("only"));
        return new RefreshSelection(
                entities(wanted, names),
                entities(invocation.values("except"), names),
                invocation.has(DEPENDENTS),
                invocation.has("stale"));
    }

    private static Set<String> entities(List<String> values, TviewNames names) {
        return names.all(values).stream().map(Tview::entity).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether it is told which, so that the rest does not matter. */
    boolean named() {
        return !only.isEmpty();
    }

    /** Whether only those that are not as their view are wanted. */
    boolean stale() {
        return stale;
    }

    /** Those that are wanted, whether stale or not, in the given order, which has each after those that it reads. */
    List<Tview> from(List<Tview> all) {
        List<Tview> wanted = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Tview tview : all) {
            boolean asked = only.isEmpty() || only.contains(tview.entity());
            boolean reads = dependents && tview.after().stream().anyMatch(names::contains);
            if ((asked || reads) && !except.contains(tview.entity())) {
                names.add(tview.entity());
                wanted.add(tview);
            }
        }
        return wanted;
    }

    /** Those that read one of {@code refreshed} and are not among them, so they stay as they were. */
    static List<String> leftBehind(List<Tview> refreshed, List<Tview> all) {
        Set<String> names = new HashSet<>();
        refreshed.forEach(tview -> names.add(tview.entity()));
        List<String> behind = new ArrayList<>();
        for (Tview tview : all) {
            if (!names.contains(tview.entity()) && tview.after().stream().anyMatch(names::contains)) {
                behind.add(tview.table().toString());
            }
        }
        return behind;
    }

    /** What a journal records, to tell whether a later run wants the same. */
    Map<String, Object> toFact() {
        return Map.of(
                "only", List.copyOf(only), "except", List.copyOf(except), "dependents", dependents, "stale", stale);
    }
}
