package dev.tvsh.commands.triggers;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.change.LockRetry;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sets triggers to states that the user gives one by one, and no other. */
final class GivenStates {

    static final String OPTION = "state";

    private static final int SHOWN = 10;

    private final CommandContext context;
    private final SqlRunner sql;
    private final LockRetry retry;

    GivenStates(CommandContext context, SqlRunner sql, LockRetry retry) {
        this.context = context;
        this.sql = sql;
        this.retry = retry;
    }

    Outcome set(Invocation invocation) {
        List<String> words = invocation.values(OPTION);
        List<TriggerChange> changes = changes(words);
        if (changes.isEmpty()) {
            context.say("Nothing to set: they are so.");
            return DisableTriggersCommand.outcome(changes, "");
        }
        Ownership.require(changes, sql);
        TriggerSwitch triggers = new TriggerSwitch(context.templates());
        List<String> consequences = new ArrayList<>(List.of(
                "A trigger that was off has missed what was written meanwhile: refresh-all is due afterwards."));
        consequences.addAll(retry.warnings());
        Change change = new Change(
                DisableTriggersCommand.count(changes.size(), "trigger") + " will be set: "
                        + changes.stream()
                                .limit(SHOWN)
                                .map(TriggerChange::toString)
                                .collect(Collectors.joining(", "))
                        + (changes.size() > SHOWN ? ", …" : ""),
                consequences,
                List.of(undo(changes)),
                () -> triggers.statements(changes),
                EnableTriggersCommand.question(changes, sql));
        return new ChangeProtocol(context).run(change, invocation, () -> {
            TriggerJournal journal = new TriggerJournal(context.journal());
            List<TriggerChange> made = changes(words);
            Entry entry = journal.recordSet(made);
            triggers.apply(made, sql, retry);
            journal.done(entry);
            context.say(made.size() + " set · verified · journal " + entry.id());
            return DisableTriggersCommand.outcome(made, entry.id());
        });
    }

    private static String undo(List<TriggerChange> changes) {
        return EnableTriggersCommand.NAME + " "
                + changes.stream()
                        .map(change -> change.name().given(change.from()))
                        .collect(Collectors.joining(" "));
    }

    private List<TriggerChange> changes(List<String> words) {
        TriggerStates now = LiveTriggers.read(sql).all();
        Map<TriggerName, TriggerFiring> wanted = new TreeMap<>();
        for (String word : words) {
            int equals = word.lastIndexOf('=');
            String state = word.substring(equals + 1);
            if (equals < 0 || !List.of("O", "A", "R", "D").contains(state)) {
                throw new TvshException(
                        ExitCode.FATAL,
                        EnableTriggersCommand.NAME + ": --state takes TABLE.TRIGGER=O, A, R or D, not '" + word + "'");
            }
            wanted.put(find(word.substring(0, equals), now), TriggerFiring.of(state));
        }
        List<TriggerChange> changes = new ArrayList<>();
        wanted.forEach((name, state) -> now.find(name)
                .filter(is -> is != state)
                .ifPresent(is -> changes.add(new TriggerChange(name, is, state))));
        return changes;
    }

    private static TriggerName find(String typed, TriggerStates now) {
        List<TriggerName> found = now.asMap().keySet().stream()
                .filter(name -> name.typed().equals(typed) || name.unquoted().equals(typed))
                .toList();
        if (found.size() != 1) {
            throw new TvshException(
                    ExitCode.FATAL,
                    found.isEmpty()
                            ? "no trigger of a TVIEW is called " + typed
                            : typed + " may be " + found.get(0).typed() + " or "
                                    + found.get(1).typed(),
                    List.of(
                            "Nothing was changed. With its schema: --state schema.table.trigger=O, each quoted as in SQL"));
        }
        return found.get(0);
    }
}
