package dev.tvsh.commands.adopt;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.adopt.AdoptionSource.Refusal;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.LockRetry;
import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.EventTriggerState;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.templates.Rendered;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One adoption: what is to be done, how it is taken back, and doing it in one transaction. */
final class AdoptionRun {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS");
    private static final int SHOWN = 20;
    private static final int RIGHTS = 3;

    private final CommandContext context;
    private final SqlRunner sql;
    private final Adoption adoption;
    private final AdoptionSource source;
    private final AdoptionPlan plan;
    private final LostRights rights;
    private final List<TriggerState> lostTriggers;
    private final String version;
    private final List<EventTriggerState> states;
    private final List<EventTriggerState> previousStates;
    private final AdoptionUndo undo;

    /** @param catalog the database as it is */
    AdoptionRun(CommandContext context, SqlRunner sql, Adoption adoption, AdoptionSource source, TviewCatalog catalog) {
        this.context = context;
        this.sql = sql;
        this.adoption = adoption;
        this.source = source;
        this.plan = AdoptionPlan.read(sql, adoption, source);
        this.rights = plan.refused().isEmpty() ? rights(sql) : new LostRights(List.of(), Set.of());
        Set<List<String>> there = catalog.triggers().stream()
                .map(trigger -> List.of(trigger.table().toString(), trigger.name()))
                .collect(Collectors.toSet());
        this.lostTriggers = source.triggers().stream()
                .filter(trigger -> !there.contains(List.of(trigger.table().toString(), trigger.name())))
                .toList();
        this.version = catalog.extension().map(Extension::version).orElse("");
        List<EventTriggerState> now = catalog.eventTriggers();
        this.states = source.eventTriggers().stream()
                .filter(was -> now.stream().anyMatch(is -> is.name().equals(was.name()) && is.firing() != was.firing()))
                .toList();
        this.previousStates = now.stream()
                .filter(is -> states.stream().anyMatch(was -> was.name().equals(is.name())))
                .toList();
        this.undo = new AdoptionUndo(undoStatements(), undoFile());
    }

    private LostRights rights(SqlRunner session) {
        return LostRights.of(session, source.members(), source.relationRights());
    }

    /** @throws TvshException with {@link ExitCode#REFUSED} if one of them cannot be registered: the user decides about it */
    void refuseRefused() {
        if (plan.refused().isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>(
                plan.refused().stream().limit(SHOWN).map(Refusal::line).toList());
        if (plan.refused().size() > SHOWN) {
            lines.add("and " + (plan.refused().size() - SHOWN) + " more");
        }
        lines.add("Nothing was changed.");
        lines.add("adopt --except ENTITIES    registers the others"
                + (source.guessed() ? "; adopt --from BACKUP knows what the catalogs cannot tell" : ""));
        throw new TvshException(
                ExitCode.REFUSED,
                plan.refused().size() + (plan.refused().size() == 1 ? " TVIEW" : " TVIEWs") + " cannot be registered",
                lines);
    }

    boolean isNothingToDo() {
        return plan.isEmpty() && rights.isEmpty() && states.isEmpty();
    }

    Outcome nothingToDo(Optional<ApplicationRole> role, boolean dryRun) {
        context.say("Nothing to do: "
                + (plan.right() == 0 ? "no TVIEW is unregistered" : count(plan.right()) + " registered just so")
                + ", as " + source.shown() + (source.guessed() ? " show." : " has it."));
        if (!dryRun) {
            closeInterrupted();
        }
        if (role.isEmpty()) {
            return outcome(exitCode(ExitCode.DONE), Optional.empty(), "");
        }
        Set<String> all = source.guessed()
                ? TviewCatalog.read(sql).tviews().stream()
                        .map(tview -> tview.entity())
                        .collect(Collectors.toSet())
                : entities(source.registrations());
        AdoptionProof proof = prove(all, role, false);
        return outcome(exitCode(proof.exitCode()), Optional.of(proof), "");
    }

    /** An earlier run died between its commit and its last note. */
    private void closeInterrupted() {
        if (context.journal().open(AdoptCommand.NAME).isEmpty()) {
            return;
        }
        Journal.Lock lock = context.journal().lock();
        try {
            context.journal()
                    .open(AdoptCommand.NAME)
                    .forEach(entry -> context.journal().close(entry, "done", Map.of()));
        } finally {
            lock.close();
        }
    }

    Change change() {
        List<String> consequences = new ArrayList<>();
        plan.registrations().stream()
                .limit(SHOWN)
                .forEach(one -> consequences.add("  " + one.entity() + "   " + one.table() + " from " + one.view()
                        + ", follows "
                        + one.dependencies().stream().map(Object::toString).collect(Collectors.joining(", "))));
        if (plan.registrations().size() > SHOWN) {
            consequences.add("  and " + (plan.registrations().size() - SHOWN) + " more");
        }
        if (!plan.replaced().isEmpty()) {
            consequences.add(
                    count(plan.replaced().size()) + " registered with something that is gone or wrong: replaced");
        }
        if (source.guessed() && !plan.isEmpty()) {
            consequences.add(
                    "? a guess from triggers and names: dependencies count as scalar, their paths and match keys are"
                            + " empty, the definition is what the server says the view is. A manifest knows better: adopt --from BACKUP");
        }
        if (!rights.isEmpty()) {
            consequences.add(Quantity.of(rights.lost().size(), "recorded right") + " given back: "
                    + Quantity.some(rights.shown(), RIGHTS));
        }
        if (!source.version().isEmpty() && !source.version().equals(version)) {
            consequences.add("! pg_tviews was " + source.version() + " there and is " + version + " here");
        }
        if (!lostTriggers.isEmpty()) {
            consequences.add("! " + Quantity.of(lostTriggers.size(), "recorded trigger")
                    + " not there: writes to "
                    + Quantity.some(
                            lostTriggers.stream()
                                    .map(trigger -> trigger.table().toString())
                                    .distinct()
                                    .toList(),
                            RIGHTS)
                    + " will not be followed");
        }
        rights.gone().forEach(role -> consequences.add("! role " + role + " had rights and is gone"));
        states.forEach(state -> consequences.add(
                "event trigger " + state.name() + " back to " + state.firing().letter()));
        return new Change(
                count(plan.registrations().size()) + " will be registered, as " + source.shown()
                        + (source.guessed() ? " show." : " has it."),
                consequences,
                undo.lines(),
                this::statements,
                Question.yesNo("Go on"));
    }

    private List<Rendered> statements() {
        List<Rendered> statements = new ArrayList<>(List.of(adoption.lock()));
        statements.addAll(written());
        return statements;
    }

    /** What runs once nobody else registers. */
    private List<Rendered> written() {
        List<Rendered> statements = new ArrayList<>();
        if (!plan.replaced().isEmpty()) {
            statements.add(adoption.unregister(entities(plan.replaced())));
        }
        statements.addAll(adoption.register(plan.registrations()));
        statements.addAll(rights.grants(context.templates()));
        statements.addAll(Adoption.restoreStates(context.templates(), states));
        return statements;
    }

    private List<Rendered> undoStatements() {
        List<Rendered> statements = new ArrayList<>();
        if (!plan.isEmpty()) {
            statements.add(adoption.unregister(entities(plan.registrations())));
        }
        if (!plan.replaced().isEmpty()) {
            List<String> rows = new ArrayList<>();
            sql.stream(adoption.previous(entities(plan.replaced())), (Row row) -> rows.add(row.text("rows")));
            rows.forEach(row -> statements.add(adoption.restore(row)));
        }
        statements.addAll(rights.revokes(context.templates()));
        statements.addAll(Adoption.restoreStates(context.templates(), previousStates));
        return statements;
    }

    private Path undoFile() {
        String time = MOMENT.format(LocalDateTime.ofInstant(
                context.clock().instant(), context.clock().getZone()));
        String database = sql.info().database().replaceAll("[^\\p{Alnum}_-]", "_");
        return context.state().resolve("undo").resolve("adopt-" + database + "-" + time + ".sql");
    }

    /** Under the lock of the journal. What has changed since the plan was made makes the transaction fail as a whole. */
    Outcome carryOut(WritableTarget target, LockRetry retry, Optional<ApplicationRole> role, boolean withDrift) {
        for (Entry open : context.journal().open(AdoptCommand.NAME)) {
            context.journal().close(open, "abandoned", Map.of());
        }
        undo.write();
        Entry entry = context.journal()
                .begin(
                        AdoptCommand.NAME,
                        Map.of(
                                "system", target.system(),
                                "undo", undo.file().toString(),
                                "entities",
                                        entities(plan.registrations()).stream()
                                                .sorted()
                                                .toList()));
        retry.run(false, locking -> {
            locking.run(adoption.metadata().name(), adoption.lock());
            written().forEach(locking.own()::run);
            refuseUnlessRight(locking.own());
            return plan;
        });
        context.journal().close(entry, "done", Map.of());
        context.say(count(plan.registrations().size()) + " registered, "
                + rights.lost().size() + " rights given back · verified · journal " + entry.id());
        AdoptionProof proof = prove(entities(plan.registrations()), role, withDrift);
        return outcome(exitCode(proof.exitCode()), Optional.of(proof), entry.id());
    }

    /** Triggers that are gone are told as what makes them: a manifest is a file, and nothing of a file is run. */
    private ExitCode exitCode(ExitCode otherwise) {
        if (lostTriggers.isEmpty()) {
            return otherwise;
        }
        context.say("✗ " + Quantity.of(lostTriggers.size(), "recorded trigger")
                + " not there; writes are followed with them:");
        lostTriggers.stream().limit(SHOWN).forEach(trigger -> context.say("  " + trigger.definition() + ";"));
        return ExitCode.NEGATIVE;
    }

    /** Still inside of the transaction: what is not as it should be is rolled back. */
    private void refuseUnlessRight(SqlRunner own) {
        AdoptionPlan after = AdoptionPlan.read(own, adoption, source);
        List<String> refusedRights = rights(own).shown();
        if (!refusedRights.isEmpty()) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    "not given back: " + Quantity.some(refusedRights, RIGHTS),
                    List.of("Rolled back. Only the owner of a table can give rights on it: run it as a superuser."));
        }
        if (!after.isEmpty() || !after.refused().isEmpty()) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    "the registrations are not as they should be after writing them",
                    List.of("Rolled back. Somebody registers or drops TVIEWs at the same time: try again."));
        }
    }

    private AdoptionProof prove(Set<String> entities, Optional<ApplicationRole> role, boolean withDrift) {
        AdoptionProof proof = AdoptionProof.of(context, sql, adoption.metadata().name(), entities, role, withDrift);
        proof.lines(role).forEach(context::say);
        return proof;
    }

    private Outcome outcome(ExitCode exitCode, Optional<AdoptionProof> proof, String journal) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("from", source.shown());
        document.put("guessed", source.guessed());
        document.put("added", json(plan.added()));
        document.put("replaced", json(plan.replaced()));
        document.put("right", plan.right());
        document.put("rights", rights.lost().size());
        document.put(
                "lostTriggers",
                lostTriggers.stream().map(TriggerState::definition).toList());
        document.put("journal", journal);
        proof.ifPresent(one -> document.putAll(one.toJson()));
        List<String> stable = new ArrayList<>();
        plan.added().forEach(one -> stable.add(one.entity() + " registered"));
        plan.replaced().forEach(one -> stable.add(one.entity() + " replaced"));
        stable.add(plan.right() + " right already");
        return new Outcome(exitCode, document, stable);
    }

    private static List<Map<String, Object>> json(List<Registration> registrations) {
        return registrations.stream()
                .map(one -> Map.<String, Object>of(
                        "entity", one.entity(),
                        "table", one.table().toString(),
                        "view", one.view().toString()))
                .toList();
    }

    private static Set<String> entities(List<Registration> registrations) {
        return registrations.stream().map(Registration::entity).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String count(int tviews) {
        return tviews + (tviews == 1 ? " TVIEW" : " TVIEWs");
    }
}
