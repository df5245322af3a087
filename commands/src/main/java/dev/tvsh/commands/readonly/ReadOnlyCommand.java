package dev.tvsh.commands.readonly;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.change.LockRetry;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.drain.ClientSessions;
import dev.tvsh.commands.drain.Leaving;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.templates.Rendered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets applications only read, by default settings of the database and of roles, until it is switched off again. */
public final class ReadOnlyCommand implements Command {

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(LockPolicy.options());
        options.add(OptionSpec.flag("terminate", "end the sessions of others, which keep the setting they began with"));
        options.add(OptionSpec.value("as", "ROLE", "prove it by a write of this role"));
        return CommandSpec.changing(
                ReadOnlyJournal.COMMAND,
                "let applications only read this database, or write again",
                "[on | off | status]",
                options.toArray(OptionSpec[]::new));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        String word = invocation.arguments().isEmpty() ? "status" : String.join(" ", invocation.arguments());
        try (SqlRunner sql = context.open()) {
            return switch (word) {
                case "on" -> on(sql, invocation, context);
                case "off" -> off(sql, invocation, context);
                case "status" -> status(sql, invocation, context);
                default ->
                    throw new TvshException(
                            ExitCode.FATAL,
                            "read-only takes on, off or status, not '" + word + "'",
                            List.of("help read-only"));
            };
        }
    }

    private static Outcome on(SqlRunner sql, Invocation invocation, CommandContext context) {
        ReadOnlySettings settings = ReadOnlySettings.read(sql);
        Map<String, Optional<Boolean>> changes = settings.toSwitchOn();
        ClientSessions others = ClientSessions.read(sql);
        boolean terminate = invocation.has("terminate") && others.count() > 0;
        if (changes.isEmpty() && !terminate) {
            return proved(sql, invocation, context, fromBefore(others));
        }
        if (!changes.isEmpty()) {
            OwnerOnly.require(sql);
        }
        List<Rendered> switching = changes.keySet().stream()
                .map(role -> settings.statement(context.templates(), role, Optional.of(true)))
                .toList();
        List<Rendered> statements = new ArrayList<>(switching);
        if (terminate) {
            statements.add(others.ending(context.templates()));
        }
        Change change = new Change(
                "new sessions on " + settings.database() + " will only read"
                        + (changes.size() > 1
                                ? ", those of " + (changes.size() - 1) + " roles that may write too"
                                : ""),
                consequences(others, terminate),
                List.of("read-only off"),
                () -> statements,
                Question.typed("Type the database name to go on", settings.database()));
        return new ChangeProtocol(context).run(change, invocation, () -> {
            new ReadOnlyJournal(context.journal()).during(changes, () -> apply(sql, invocation, context, switching));
            ClientSessions before = ClientSessions.read(sql);
            if (!terminate) {
                return proved(sql, invocation, context, Fact.known(before));
            }
            ClientSessions left = new Leaving(sql, context).end(before);
            Outcome outcome = proved(sql, invocation, context, Fact.known(left));
            return left.count() == 0 || outcome.exitCode() != ExitCode.DONE
                    ? outcome
                    : Outcome.negative(outcome.document(), List.of("sessions from before left"));
        });
    }

    private static List<String> consequences(ClientSessions others, boolean terminate) {
        if (others.count() == 0) {
            return List.of("nobody else is on the database");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                terminate
                        ? Quantity.of(others.count(), "session")
                                + " will be ended; what they have not committed is rolled back"
                        : "! " + Quantity.of(others.count(), "session")
                                + " from before can write until they reconnect   → --terminate ends them");
        lines.addAll(others.lines());
        return lines;
    }

    private static void apply(SqlRunner sql, Invocation invocation, CommandContext context, List<Rendered> statements) {
        new LockRetry(sql, LockPolicy.of(invocation), context.output()).run(false, locking -> {
            statements.forEach(sql::run);
            return statements.size();
        });
    }

    /** The server does not tell when it was switched on, so of those that are there now nobody knows which began before. */
    private static Fact<ClientSessions> fromBefore(ClientSessions now) {
        return now.count() == 0
                ? Fact.known(now)
                : Fact.undetermined("which of " + Quantity.of(now.count(), "session") + " began before is not known");
    }

    /** @param before the sessions that began before it was switched on */
    private static Outcome proved(
            SqlRunner sql, Invocation invocation, CommandContext context, Fact<ClientSessions> before) {
        Optional<String> role = invocation.value("as");
        Fact<Boolean> refused = new WriteRefusal(context).proved(role);
        String who = role.map(name -> " as " + name).orElse("");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("readOnly", ReadOnlySettings.read(sql).on());
        document.put("refused", refused.map(String::valueOf).orElse("undetermined"));
        document.put(
                "sessionsFromBefore", before.<Object>map(ClientSessions::count).orElse("undetermined"));
        if (refused.orElse(false)) {
            context.say("read-only: a write" + who + " in a new session is refused"
                    + before.map(ReadOnlyCommand::stillWriting)
                            .orElse("; " + before.reason()
                                    + ", and those can still write   → read-only on --terminate"));
            return Outcome.done(document, List.of("read-only"));
        }
        String reason = refused.reason();
        context.say(
                reason.isEmpty()
                        ? "✗ a write" + who + " in a new session is not refused   → read-only status"
                        : "? whether a write" + who + " is refused could not be determined: " + reason);
        return new Outcome(
                reason.isEmpty() ? ExitCode.NEGATIVE : ExitCode.REFUSED, document, List.of("not proved read-only"));
    }

    private static String stillWriting(ClientSessions before) {
        return before.count() == 0
                ? ""
                : "; " + Quantity.of(before.count(), "session") + " from before can still write";
    }

    private static Outcome off(SqlRunner sql, Invocation invocation, CommandContext context) {
        ReadOnlySettings settings = ReadOnlySettings.read(sql);
        ReadOnlyJournal journal = new ReadOnlyJournal(context.journal());
        Map<String, Optional<Boolean>> before = journal.before(settings);
        if (before.isEmpty()) {
            context.say(settings.database() + " is not read-only, nothing to do");
            return Outcome.done(Map.of("readOnly", false), List.of("not read-only"));
        }
        OwnerOnly.require(sql);
        List<Rendered> statements = new ArrayList<>();
        before.forEach((role, value) -> statements.add(settings.statement(context.templates(), role, value)));
        Change change = new Change(
                "new sessions on " + settings.database() + " will write again",
                journal.recorded()
                        ? List.of()
                        : List.of("! no tvsh has recorded what it was before; the settings are taken away"),
                List.of("read-only on"),
                () -> statements,
                Question.yesNo("Go on"));
        return new ChangeProtocol(context).run(change, invocation, () -> {
            apply(sql, invocation, context, statements);
            journal.close();
            ReadOnlySettings now = ReadOnlySettings.read(sql);
            context.say("settings are as before; sessions that began meanwhile only read until they reconnect");
            return Outcome.done(Map.of("readOnly", now.on()), List.of("writes again"));
        });
    }

    private static Outcome status(SqlRunner sql, Invocation invocation, CommandContext context) {
        ReadOnlySettings settings = ReadOnlySettings.read(sql);
        if (!settings.here().getOrDefault(ReadOnlySettings.EVERYBODY, false)) {
            context.say(settings.database() + " takes writes");
            return Outcome.done(Map.of("readOnly", false), List.of("takes writes"));
        }
        settings.exceptions().forEach(role -> context.say("✗ role " + role + " may write   → read-only on"));
        return proved(sql, invocation, context, fromBefore(ClientSessions.read(sql)));
    }
}
