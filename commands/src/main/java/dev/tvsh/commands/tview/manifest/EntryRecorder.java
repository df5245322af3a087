package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.RegistrationReader;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.ViewDefinitions;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what a manifest says of TVIEWs, of all at once or of some at a time. */
final class EntryRecorder {
    private final SqlRunner sql;
    private final Ref registrations;
    private final Unknowns unknowns;

    /**
     * @param registrations what stands for all registrations in a statement
     * @param unknowns takes what could not be determined
     */
    EntryRecorder(SqlRunner sql, Ref registrations, Unknowns unknowns) {
        this.sql = sql;
        this.registrations = registrations;
        this.unknowns = unknowns;
    }

    /** All of them, with their drift where that was measured. */
    List<Manifest.TviewEntry> all(List<Tview> tviews, @Nullable Map<String, Fact<Drift>> drift) {
        return entries(registrations, tviews, drift);
    }

    /** Some of them: nothing of the others is read. */
    List<Manifest.TviewEntry> some(List<Tview> tviews) {
        return entries(narrowed(tviews), tviews, null);
    }

    /** The registrations of some of them, in their order. */
    List<Registration> registrations(List<Tview> tviews) {
        Map<String, Registration> found = new RegistrationReader(sql).read(narrowed(tviews), tviews);
        return tviews.stream()
                .map(tview -> found.get(tview.entity()))
                .filter(Objects::nonNull)
                .toList();
    }

    private Ref narrowed(List<Tview> tviews) {
        Literal entities = Literal.ofTexts(tviews.stream().map(Tview::entity).toList());
        return sql.render("sql/tview/some-registrations.sql.vm", Map.of("meta", registrations, "entities", entities));
    }

    private List<Manifest.TviewEntry> entries(
            Ref source, List<Tview> tviews, @Nullable Map<String, Fact<Drift>> drift) {
        Map<QualifiedName, Manifest.RelationFacts> relations = new GrantRecorder(sql).relations(source);
        Map<String, Registration> found = new RegistrationReader(sql).read(source, tviews);
        Map<QualifiedName, Fact<String>> definitions =
                new ViewDefinitions(sql).of(tviews.stream().map(Tview::view).toList());
        List<Manifest.TviewEntry> entries = new ArrayList<>();
        for (Tview tview : tviews) {
            Registration registration = found.get(tview.entity());
            if (registration == null) {
                unknowns.add("registration of " + tview.entity(), "removed while it was looked at");
                continue;
            }
            entries.add(new Manifest.TviewEntry(
                    registration,
                    unknowns.orNull(
                            "definition of " + tview.view(),
                            definitions.getOrDefault(tview.view(), Fact.undetermined("not asked for"))),
                    facts(relations, tview.table()),
                    facts(relations, tview.view()),
                    drift == null
                            ? null
                            : unknowns.orNull(
                                    "drift of " + tview.table(),
                                    drift.getOrDefault(tview.entity(), Fact.undetermined("not measured"))),
                    null));
        }
        return entries;
    }

    private Manifest.RelationFacts facts(Map<QualifiedName, Manifest.RelationFacts> relations, QualifiedName name) {
        Manifest.RelationFacts facts = relations.get(name);
        if (facts == null) {
            unknowns.add(name.toString(), "dropped while it was looked at");
            return Manifest.RelationFacts.none();
        }
        return facts;
    }
}
