package dev.tvsh.commands.backup;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.TvshException;
import java.util.List;

/**
 * How a backup is to be taken.
 *
 * @param jobs with how many sessions rows are read, tables copied and restored
 * @param onServer whether it is restored on a server of its own to be verified
 * @param level how hard zlib tries to make the dump small: 0 not at all, 9 the most
 * @param withoutTviewRows whether rows of TVIEWs are left out, to be made anew by a restore
 */
record BackupOptions(
        BackupMethod method, int jobs, Verify verify, boolean onServer, int level, boolean withoutTviewRows) {

    /**
     * pg_dump's own is zlib's 6. With 3 rows take a third of the processor and a dump about a fourteenth more room, and a
     * processor is what a dump waits for ({@code scripts/bench backup}).
     */
    private static final int LEVEL = 3;

    private static final int HIGHEST_LEVEL = 9;

    private static final String COMPRESS = "compress";

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
            OptionSpec.value(
                    "jobs",
                    "N",
                    "read rows, copy with method directory, and restore with so many sessions (default 2)"),
            OptionSpec.value(
                    "verify",
                    "HOW",
                    "list: read its table of contents (default); restore: restore or start it beside and compare;"
                            + " none"),
            SCRATCH_SERVER,
            OptionSpec.value(
                    COMPRESS,
                    "LEVEL",
                    "of zlib: 0 is not at all, 9 the smallest dump and the longest (default 3; pg_dump's own is 6)"),
            OptionSpec.flag("exclude-tview-data", "leave rows of TVIEWs out; a restore makes them anew"));

    static BackupOptions of(Invocation invocation) {
        BackupOptions options = new BackupOptions(
                BackupMethod.of(invocation.value("method").orElse("dump")),
                invocation.number("jobs", 2),
                verify(invocation.value("verify").orElse("list")),
                invocation.has(SCRATCH_SERVER.name()),
                level(invocation),
                invocation.has("exclude-tview-data"));
        if (options.onServer() && options.verify() != Verify.RESTORE) {
            throw new TvshException(
                    ExitCode.FATAL, "backup: --scratch-server goes with --verify restore", List.of("help backup"));
        }
        if (options.method() == BackupMethod.PHYSICAL) {
            refuseForCluster(invocation, "exclude-tview-data");
            refuseForCluster(invocation, COMPRESS);
        }
        return options;
    }

    private static int level(Invocation invocation) {
        int level = invocation.number(COMPRESS, 0, LEVEL);
        if (level > HIGHEST_LEVEL) {
            throw new TvshException(
                    ExitCode.FATAL, "backup: --compress takes 0 to 9, not '" + level + "'", List.of("help backup"));
        }
        return level;
    }

    private static void refuseForCluster(Invocation invocation, String option) {
        if (invocation.has(option)) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "backup: --" + option + " goes with a dump, not with --method physical",
                    List.of("A copy of the cluster has all of its files as they are."));
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
