package dev.tvsh.commands.check;

import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.check.waiver.Waiver;
import dev.tvsh.commands.check.waiver.Waivers;
import java.util.List;
import java.util.Optional;

/** Takes out of findings what somebody answers for. */
final class Waiving {
    private final Waivers waivers;

    Waiving(Waivers waivers) {
        this.waivers = waivers;
    }

    /** The finding; waived if all that it is about is, and else without what is. */
    Finding apply(Finding finding) {
        if (finding.status() != Status.PROBLEM && finding.status() != Status.UNDETERMINED) {
            return finding;
        }
        Optional<Waiver> whole = waivers.covering(finding.id(), "*");
        List<String> objects = finding.objects();
        List<String> open = objects.stream()
                .filter(object -> waivers.covering(finding.id(), object).isEmpty())
                .toList();
        if (whole.isEmpty() && !objects.isEmpty() && open.isEmpty()) {
            whole = waivers.covering(finding.id(), objects.get(0));
        }
        if (whole.isPresent()) {
            return finding.with(
                    Status.WAIVED,
                    objects,
                    finding.detail() + " (" + whole.get().shown() + ")");
        }
        int covered = objects.size() - open.size();
        return covered == 0
                ? finding
                : finding.with(finding.status(), open, finding.detail() + " (" + covered + " of them waived)");
    }
}
