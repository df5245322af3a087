package dev.tvsh.commands.triggers;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.change.LockRetry;
import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Switches off every trigger by which writes reach TVIEWs, after recording what each of them was. */
public final class DisableTriggersCommand implements Command {

    /** The command, and the name of its entries in the journal: while one is open, tvsh has triggers switched off. */
    public static final String NAME = "disable-triggers";

    @Override
    public CommandSpec spec() {
        return CommandSpec.changing(
                NAME,
                "switch off the triggers of all TVIEWs, to be restored exactly",
                "",
                LockPolicy.options().toArray(OptionSpec[]::new));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        LockPolicy policy = LockPolicy.of(invocation);
        try (SqlRunner sql = context.open()) {
            WritableTarget target = WritableTarget.require(sql);
            TriggerStates states = TriggerStates.read(sql);
            if (states.off().isEmpty()) {
                return nothingToSwitch(states, context);
            }
            TriggerSwitch triggers = new TriggerSwitch(context.templates());
            Change change = new Change(
                    headline(states),
                    consequences(states),
                    List.of("enable-triggers"),
                    () -> triggers.statements(states.off()),
                    Question.typed("Type the database name to go on", sql.info().database()));
            LockRetry retry = new LockRetry(sql, policy, context.output());
            return new ChangeProtocol(context)
                    .run(change, invocation, () -> switchOff(target, triggers, sql, retry, context));
        }
    }

    private static Outcome switchOff(
            WritableTarget target, TriggerSwitch triggers, SqlRunner sql, LockRetry retry, CommandContext context) {
        long start = context.clock().millis();
        TriggerStates states = TriggerStates.read(sql);
        boolean first = context.journal().open(NAME).isEmpty();
        Entry entry = new TriggerJournal(context.journal()).record(states, target);
        List<TriggerChange> changes = states.off();
        try {
            triggers.apply(changes, sql, retry);
        } catch (ConnectionLostException e) {
            throw e;
        } catch (TvshException e) {
            if (first && TriggerStates.read(sql).off().equals(changes)) {
                context.journal().close(entry, "failed", Map.of());
            }
            throw e;
        }
        double seconds = (context.clock().millis() - start) / 1000.0;
        context.say(String.format("%d off · %.1f s · verified · journal %s", changes.size(), seconds, entry.id()));
        return outcome(changes, entry.id());
    }

    static Outcome outcome(List<TriggerChange> changes, String journal) {
        return Outcome.done(
                Map.of("changed", changes.stream().map(TriggerChange::toJson).toList(), "journal", journal),
                changes.stream().map(TriggerChange::toString).toList());
    }

    private static Outcome nothingToSwitch(TriggerStates states, CommandContext context) {
        String journal =
                context.journal().open(NAME).stream().findFirst().map(Entry::id).orElse("");
        if (states.isEmpty()) {
            context.say("No trigger of a TVIEW is there.");
        } else {
            context.say("Nothing to switch off: of " + states.size() + " triggers " + kept(states)
                    + (journal.isEmpty() ? "." : "; what they were is in journal " + journal + "."));
        }
        return outcome(List.of(), journal);
    }

    private static String headline(TriggerStates states) {
        List<QualifiedName> tables = states.off().stream()
                .map(change -> change.name().table())
                .distinct()
                .toList();
        long schemas = tables.stream().map(QualifiedName::schema).distinct().count();
        long always = states.count(TriggerFiring.ALWAYS);
        String kept = kept(states);
        return count(states.off().size(), "trigger") + " on " + count(tables.size(), "table") + " in "
                + count(schemas, "schema") + " will be switched off (" + states.count(TriggerFiring.ORIGIN) + " O"
                + (always == 0 ? "" : ", " + always + " A to be restored as A")
                + (kept.isEmpty() ? "" : "; " + kept) + ").";
    }

    /** Those that are left as they are. */
    private static String kept(TriggerStates states) {
        long disabled = states.count(TriggerFiring.DISABLED);
        long replica = states.count(TriggerFiring.REPLICA);
        return List.of(disabled == 0 ? "" : disabled + " D already", replica == 0 ? "" : replica + " R stay R").stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static List<String> consequences(TriggerStates states) {
        String off = "While they are off, writes to these tables do not reach their TVIEWs;"
                + " nothing queues them, so refresh-all is due afterwards.";
        long replica = states.count(TriggerFiring.REPLICA);
        return replica == 0
                ? List.of(off)
                : List.of(off, "Rows that arrive by replication still fire " + count(replica, "trigger") + " (R).");
    }

    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
