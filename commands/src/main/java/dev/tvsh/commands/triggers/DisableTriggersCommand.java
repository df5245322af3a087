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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Switches off every trigger by which writes reach TVIEWs, after recording what each of them was. */
public final class DisableTriggersCommand implements Command {

    /** The command, and the name of its entries in the journal: while one is open, tvsh has triggers switched off. */
    public static final String NAME = "disable-triggers";

    private static final String EVENT = "event-trigger";

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(LockPolicy.options());
        options.add(OptionSpec.flag(
                EVENT,
                "also pg_tviews_ddl_end, by which CREATE TABLE tv_... AS makes TVIEWs; left alone if not given"));
        return CommandSpec.changing(
                NAME,
                "switch off the triggers of all TVIEWs, to be restored exactly",
                "",
                options.toArray(OptionSpec[]::new));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        LockPolicy policy = LockPolicy.of(invocation);
        try (SqlRunner sql = context.open()) {
            WritableTarget.require(sql);
            TriggerStates states = states(invocation, sql);
            List<TriggerChange> changes = states.off();
            if (changes.isEmpty()) {
                return nothingToSwitch(states, context);
            }
            Ownership.require(changes, sql);
            TriggerSwitch triggers = new TriggerSwitch(context.templates());
            LockRetry retry = new LockRetry(sql, policy.on(sql), context.output());
            List<String> consequences = consequences(states, new TriggerJournal(context.journal()).open());
            consequences.addAll(retry.warnings());
            Change change = new Change(
                    headline(states),
                    consequences,
                    List.of(EnableTriggersCommand.NAME),
                    () -> triggers.statements(changes),
                    Question.typed("Type the database name to go on", sql.info().database()));
            return new ChangeProtocol(context)
                    .run(change, invocation, () -> switchOff(invocation, triggers, sql, retry, context));
        }
    }

    private static TriggerStates states(Invocation invocation, SqlRunner sql) {
        LiveTriggers live = LiveTriggers.read(sql);
        return invocation.has(EVENT) ? live.all() : live.onTables();
    }

    private static Outcome switchOff(
            Invocation invocation, TriggerSwitch triggers, SqlRunner sql, LockRetry retry, CommandContext context) {
        long start = context.clock().millis();
        TriggerStates states = states(invocation, sql);
        TriggerJournal journal = new TriggerJournal(context.journal());
        boolean first = journal.open().isEmpty();
        Entry entry = journal.recordOff(states);
        List<TriggerChange> changes = states.off();
        try {
            triggers.apply(changes, sql, retry);
        } catch (ConnectionLostException e) {
            throw e;
        } catch (TvshException e) {
            if (first && states(invocation, sql).off().equals(changes)) {
                context.journal().close(entry, "failed", Map.of());
            }
            throw e;
        }
        double seconds = (context.clock().millis() - start) / 1000.0;
        context.say(String.format("%,d off · %.1f s · verified · journal %s", changes.size(), seconds, entry.id()));
        TriggerStates made = states(invocation, sql).firing(true);
        if (!made.isEmpty()) {
            context.say("✗ " + count(made.size(), "trigger") + " made or switched on meanwhile still fire: "
                    + made.shown() + "    → disable-triggers");
            return Outcome.negative(document(changes, entry.id()), stable(changes));
        }
        return outcome(changes, entry.id());
    }

    static Outcome outcome(List<TriggerChange> changes, String journal) {
        return Outcome.done(document(changes, journal), stable(changes));
    }

    static Map<String, Object> document(List<TriggerChange> changes, String journal) {
        return Map.of("changed", changes.stream().map(TriggerChange::toJson).toList(), "journal", journal);
    }

    static List<String> stable(List<TriggerChange> changes) {
        return changes.stream().map(TriggerChange::toString).toList();
    }

    private static Outcome nothingToSwitch(TriggerStates states, CommandContext context) {
        String journal = new TriggerJournal(context.journal())
                .open().stream().findFirst().map(Entry::id).orElse("");
        if (states.isEmpty()) {
            context.say("No trigger of a TVIEW is there.");
        } else {
            context.say("Nothing to switch off: of " + count(states.size(), "trigger") + " " + kept(states)
                    + (journal.isEmpty() ? "." : "; what they were is in journal " + journal + "."));
        }
        return outcome(List.of(), journal);
    }

    private static String headline(TriggerStates states) {
        List<TriggerName> off = states.off().stream().map(TriggerChange::name).toList();
        List<QualifiedName> tables =
                off.stream().flatMap(name -> name.on().stream()).distinct().toList();
        long schemas = tables.stream().map(QualifiedName::schema).distinct().count();
        long onTables = off.stream().filter(name -> !name.isEvent()).count();
        long always = states.count(TriggerFiring.ALWAYS);
        String kept = kept(states);
        return count(onTables, "trigger") + " on " + count(tables.size(), "table") + " in " + count(schemas, "schema")
                + (onTables == off.size() ? "" : ", and the event trigger of the extension,")
                + " will be switched off (" + states.count(TriggerFiring.ORIGIN) + " O"
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

    private static List<String> consequences(TriggerStates states, List<Entry> open) {
        List<String> lines = new ArrayList<>();
        lines.add("While they are off, writes to these tables do not reach their TVIEWs;"
                + " nothing queues them, so refresh-all is due afterwards.");
        long replica = states.count(TriggerFiring.REPLICA);
        if (replica > 0) {
            lines.add("Rows that arrive by replication still fire " + count(replica, "trigger") + " (R).");
        }
        if (states.off().stream().anyMatch(change -> change.name().isEvent())) {
            lines.add("While the event trigger is off, CREATE TABLE tv_... AS makes a plain table.");
        }
        if (!open.isEmpty()) {
            lines.add(again(states, open));
        }
        return lines;
    }

    private static String again(TriggerStates states, List<Entry> open) {
        TriggerStates recorded = TriggerJournal.recorded(open).firing(true);
        TriggerStates set = states.firing(true).except(recorded);
        List<TriggerName> others = set.asMap().keySet().stream()
                .filter(name -> recorded.find(name).isPresent())
                .toList();
        return "Goes on with journal " + open.get(0).id() + ", which keeps what each was at first"
                + (others.isEmpty()
                        ? "."
                        : "; somebody has set " + set.only(others).shown() + " otherwise since.");
    }

    static String count(long number, String what) {
        return String.format("%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
