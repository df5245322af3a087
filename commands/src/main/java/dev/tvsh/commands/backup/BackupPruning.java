package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Removes old backups, and what removals that did not end have left. */
final class BackupPruning {

    private static final List<String> ADVICE = List.of("backups --prune    goes on");

    private final CommandContext context;
    private final Backups backups;

    BackupPruning(CommandContext context, Backups backups) {
        this.context = context;
        this.backups = backups;
    }

    /** @param keep how many of the newest stay, besides the last proved one */
    Outcome run(int keep, Invocation invocation) {
        List<Journal.Entry> rests = backups.rests();
        List<Journal.Entry> old = backups.old(keep);
        if (old.isEmpty() && rests.isEmpty()) {
            context.say("nothing to remove");
            return Outcome.done(Map.of("removed", List.of()), List.of("nothing to remove"));
        }
        Set<String> asked = old.stream().map(Journal.Entry::id).collect(Collectors.toSet());
        Change change = new Change(
                old.isEmpty()
                        ? "what a removal that did not end has left will be removed"
                        : Quantity.of(old.size(), "backup") + ", " + Bytes.shown(bytes(old)) + ", will be removed: "
                                + String.join(", ", names(old)),
                consequences(keep, rests),
                List.of("none: what is removed does not come back"),
                () -> old.stream().map(Backups::folder).map(this::removal).toList(),
                Question.typed(
                        "Type the database name to go on",
                        context.connector().target().database()));
        return new ChangeProtocol(context).run(change, invocation, () -> {
            // Another tvsh may have proved or removed one while the question stood.
            return remove(
                    backups.rests(),
                    backups.old(keep).stream()
                            .filter(entry -> asked.contains(entry.id()))
                            .toList());
        });
    }

    private List<String> consequences(int keep, List<Journal.Entry> rests) {
        List<String> lines = new ArrayList<>();
        rests.forEach(rest -> lines.add("rest    " + Backups.folder(rest).part() + ", of a removal that did not end"));
        lines.add(
                backups.newestProved().isEmpty()
                        ? "! none of the backups was ever proved   → backups verify NAME"
                        : "keep    the newest " + keep + ", and the last proved one");
        return lines;
    }

    private Outcome remove(List<Journal.Entry> rests, List<Journal.Entry> old) {
        long bytes = bytes(old);
        rests.forEach(this::finish);
        old.forEach(this::remove);
        List<String> removed =
                Stream.concat(names(rests).stream(), names(old).stream()).toList();
        context.say(removed.size() + " removed, " + Bytes.shown(bytes) + " free");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("removed", removed);
        document.put("bytes", bytes);
        return Outcome.done(document, List.of(removed.size() + " removed"));
    }

    private void finish(Journal.Entry rest) {
        BackupFolder folder = Backups.folder(rest);
        try {
            folder.discard();
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL, "cannot remove " + folder.part() + ": " + FileProblem.of(e), ADVICE, e);
        }
        backups.removed(rest);
    }

    private void remove(Journal.Entry entry) {
        BackupFolder folder = Backups.folder(entry);
        backups.removing(entry);
        HostResult result = context.here().run(removal(folder));
        if (!result.succeeded()) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot remove " + folder.directory() + ": " + ClientTools.firstError(result),
                    ADVICE);
        }
        backups.removed(entry);
    }

    private Rendered removal(BackupFolder folder) {
        return context.templates()
                .render(
                        "host/backup/remove.sh.vm",
                        Map.of("directory", ShellWord.of(folder.directory()), "part", ShellWord.of(folder.part())));
    }

    private static List<String> names(List<Journal.Entry> entries) {
        return entries.stream().map(entry -> Backups.folder(entry).name()).toList();
    }

    /** Of those that can be looked at. */
    private static long bytes(List<Journal.Entry> entries) {
        return entries.stream()
                .mapToLong(entry -> Backups.look(entry).bytes().orElse(0))
                .sum();
    }
}
