package dev.tvsh.commands.refresh;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.connection.SqlRunner;
import java.util.ArrayList;
import java.util.List;

/**
 * How TVIEWs are to be refreshed.
 *
 * @param jobs how many at the same time
 * @param atomic whether all in one transaction
 * @param goOn whether to go on with the others after an error
 * @param restart whether to do those again that an interrupted run has done
 */
record RefreshOptions(int jobs, boolean atomic, boolean goOn, boolean restart, LockPolicy locks) {

    static List<OptionSpec> specs() {
        List<OptionSpec> specs = new ArrayList<>(List.of(
                OptionSpec.value("jobs", "N", "refresh so many at the same time, 1 if not given"),
                OptionSpec.flag("stale", "refresh only where table and view differ, and those that read these"),
                OptionSpec.flag("atomic", "all in one transaction: all or nothing"),
                OptionSpec.flag(
                        "continue",
                        "go on with the others after an error; without, those that run end and no other begins"),
                OptionSpec.flag("restart", "begin again where an interrupted run could be gone on with")));
        specs.addAll(LockPolicy.options());
        return specs;
    }

    /** @throws TvshException with {@link ExitCode#FATAL} if two of them do not go together */
    static RefreshOptions of(Invocation invocation) {
        RefreshOptions options = new RefreshOptions(
                invocation.number("jobs", 1),
                invocation.has("atomic"),
                invocation.has("continue"),
                invocation.has("restart"),
                LockPolicy.of(invocation));
        if (options.atomic && options.jobs > 1) {
            throw wrong(invocation, "--atomic is one transaction, which one session makes: --jobs does not go with it");
        }
        if (options.atomic && options.goOn) {
            throw wrong(invocation, "--atomic is all or nothing: --continue does not go with it");
        }
        return options;
    }

    /** The same for the sessions that this server gives, which it is asked about. */
    RefreshOptions on(SqlRunner sql) {
        return new RefreshOptions(jobs, atomic, goOn, restart, locks.on(sql));
    }

    private static TvshException wrong(Invocation invocation, String what) {
        return new TvshException(ExitCode.FATAL, what, List.of("help " + invocation.command()));
    }
}
