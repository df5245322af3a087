package dev.tvsh.commands.backup;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.TvshException;
import java.util.List;

/**
 * How a backup is to be taken.
 *
 * @param jobs with how many sessions tables are copied and restored
 * @param onServer whether it is restored on a server of its own to be verified
 * @param withoutTviewRows whether rows of TVIEWs are left out, to be made anew by a restore
 */
record BackupOptions(BackupMethod method, int jobs, Verify verify, boolean onServer, boolean withoutTviewRows) {

    /** Says where a dump is restored to be proved. */
    static final OptionSpec SCRATCH_SERVER = OptionSpec.flag(
            "scratch-server",
            "restore into a server of its own, with the roles of the backup, instead of a database beside");

    /** How it is verified. */
    enum Verify {
        NONE,
        /** Its table of contents is read. */
        LIST,
        /** It is restored into a database beside and compared. */
        RESTORE
    }

    static final List<OptionSpec> SPECS = List.of(
            OptionSpec.value(
                    "method",
                    "METHOD",
                    "dump: one file (default); directory: a file for each table; physical: the whole cluster"),
            OptionSpec.value("jobs", "N", "copy, with method directory, and restore with so many sessions (default 2)"),
            OptionSpec.value(
                    "verify",
                    "HOW",
                    "list: read its table of contents (default); restore: restore or start it beside and compare;"
                            + " none"),
            SCRATCH_SERVER,
            OptionSpec.flag("exclude-tview-data", "leave rows of TVIEWs out; a restore makes them anew"));

    static BackupOptions of(Invocation invocation) {
        BackupOptions options = new BackupOptions(
                BackupMethod.of(invocation.value("method").orElse("dump")),
                invocation.number("jobs", 2),
                verify(invocation.value("verify").orElse("list")),
                invocation.has(SCRATCH_SERVER.name()),
                invocation.has("exclude-tview-data"));
        if (options.onServer() && options.verify() != Verify.RESTORE) {
            throw new TvshException(
                    ExitCode.FATAL, "backup: --scratch-server goes with --verify restore", List.of("help backup"));
        }
        if (options.method() == BackupMethod.PHYSICAL) {
            options.refuseForCluster();
        }
        return options;
    }

    private void refuseForCluster() {
        if (withoutTviewRows) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "backup: --exclude-tview-data goes with a dump, not with --method physical",
                    List.of("A copy of the cluster has all of its files."));
        }
    }

    private static Verify verify(String word) {
        return switch (word) {
            case "none" -> Verify.NONE;
            case "list" -> Verify.LIST;
            case "restore" -> Verify.RESTORE;
            default ->
                throw new TvshException(
                        ExitCode.FATAL,
                        "backup: --verify takes list, restore or none, not '" + word + "'",
                        List.of("help backup"));
        };
    }
}
