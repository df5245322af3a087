package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.output.Moment;
import java.util.Locale;

/** Tells how the proof of a backup came out. */
final class ProofReport {

    private final CommandContext context;

    ProofReport(CommandContext context) {
        this.context = context;
    }

    void tell(BackupFolder backup, RestoreProof.Result result) {
        new DifferenceReport(context).tell(result.comparison(), backup.name());
        if (result.proof().isPresent()) {
            context.say(result.way().told(result.proof().get().tviews()) + " · "
                    + shown(result.time().toMillis()));
        } else if (result.comparison().differences().isEmpty()) {
            context.say("not proved: " + backup.directory() + " is kept, but not all of it could be compared");
        } else {
            context.say("not proved: " + backup.directory() + " is kept, but is not what was backed up");
        }
    }

    static String proved(Proof proof) {
        return "proved " + Moment.shown(proof.at()) + " in " + shown(proof.millis());
    }

    private static String shown(long millis) {
        return millis < 10_000 ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0) : millis / 1_000 + " s";
    }
}
