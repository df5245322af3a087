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
        result.comparison().differences().forEach(difference -> context.say("✗ " + difference.line()));
        result.comparison().undetermined().forEach(unknown -> context.say("? " + unknown));
        if (result.proof().isPresent()) {
            context.say((backup.isCluster() ? "proved: started and read, " : "proved: restored, ")
                    + result.proof().get().tviews()
                    + (backup.isCluster()
                            ? " TVIEWs, names, rights and states equal · "
                            : " TVIEWs, rows, rights and states equal · ")
                    + shown(result.time().toMillis()));
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
