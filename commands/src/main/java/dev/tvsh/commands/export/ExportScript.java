package dev.tvsh.commands.export;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.adopt.Adoption;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ServerSql;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders a manifest as a psql script that makes its TVIEWs in a database that has their base tables. */
final class ExportScript {

    private final Templates templates;
    private final Adoption adoption;

    ExportScript(Templates templates, Adoption adoption) {
        this.templates = templates;
        this.adoption = adoption;
    }

    /** @param tviews those of the manifest, in the same order */
    Rendered of(Manifest manifest, List<Tview> tviews) {
        Map<String, List<String>> columns = tviews.stream().collect(Collectors.toMap(Tview::entity, Tview::columns));
        QualifiedName metadata = adoption.metadata().name();
        return templates.render(
                "sql/export/script.psql.vm",
                Map.of(
                        "tviews",
                                manifest.tviews().stream()
                                        .map(entry -> tview(
                                                entry,
                                                columns.getOrDefault(
                                                        entry.registration().entity(), List.of())))
                                        .toList(),
                        "metaSchema", Literal.of(metadata.schema()),
                        "metaName", Literal.of(metadata.name()),
                        "handlers",
                                manifest.handlers().stream()
                                        .map(ExportScript::handler)
                                        .toList(),
                        "triggers",
                                manifest.triggers().stream()
                                        .filter(trigger -> !trigger.partitionClone())
                                        .sorted()
                                        .map(ExportScript::trigger)
                                        .toList(),
                        "registrations",
                                adoption.register(manifest.tviews().stream()
                                        .map(Manifest.TviewEntry::registration)
                                        .sorted(Comparator.comparing(Registration::entity))
                                        .toList())));
    }

    private static Map<String, Object> tview(Manifest.TviewEntry entry, List<String> columns) {
        Registration registration = entry.registration();
        String definition = entry.viewDefinition();
        if (definition == null) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "what " + registration.view() + " is could not be determined",
                    List.of("try again"));
        }
        return Map.of(
                "title", Identifier.of(registration.entity().replaceAll("\\R", " ")),
                "view", registration.view().identifier(),
                "table", registration.table().identifier(),
                "definition", ServerSql.of(definition),
                "columns", Identifier.list(columns),
                "relations",
                        List.of(
                                relation(registration.view(), entry.view(), true),
                                relation(registration.table(), entry.table(), false)));
    }

    private static Map<String, Object> relation(QualifiedName name, Manifest.RelationFacts facts, boolean view) {
        List<ServerSql> parts = new ArrayList<>();
        facts.columns().forEach(column -> parts.add(ServerSql.of(column)));
        facts.constraints().forEach(constraint -> parts.add(ServerSql.of(constraint)));
        return Map.of(
                "isView", view,
                "name", name.identifier(),
                "parts", parts,
                "owner", Identifier.of(facts.owner()),
                "commented", !facts.comment().isEmpty(),
                "comment", Literal.of(facts.comment()),
                "comments",
                        facts.columnComments().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(comment -> Map.of(
                                        "name",
                                        Identifier.of(comment.getKey()),
                                        "text",
                                        Literal.of(comment.getValue())))
                                .toList(),
                "indexes", facts.indexes().stream().map(ServerSql::of).toList(),
                "grants",
                        facts.grants().stream()
                                .flatMap(ExportScript::statements)
                                .map(ExportScript::grant)
                                .toList());
    }

    /** A list of columns belongs to one privilege, and would leave the others on the whole table. */
    private static Stream<Manifest.Grant> statements(Manifest.Grant grant) {
        return grant.column().isEmpty()
                ? Stream.of(grant)
                : grant.privileges().stream()
                        .map(privilege -> new Manifest.Grant(
                                grant.grantee(), grant.column(), List.of(privilege), grant.grantable()));
    }

    private static Map<String, Object> grant(Manifest.Grant grant) {
        Map<String, Object> values = new HashMap<>();
        values.put("privileges", ServerSql.of(String.join(", ", grant.privileges())));
        values.put("everyone", grant.grantee().isEmpty());
        values.put("grantable", grant.grantable());
        values.put("ofColumn", !grant.column().isEmpty());
        if (!grant.column().isEmpty()) {
            values.put("column", Identifier.of(grant.column()));
        }
        if (!grant.grantee().isEmpty()) {
            values.put("grantee", Identifier.of(grant.grantee()));
        }
        return values;
    }

    private static Map<String, Object> handler(Manifest.HandlerFunction handler) {
        return Map.of(
                "signature", Literal.of(handler.name() + "()"),
                "name", handler.name().identifier(),
                "owner", Identifier.of(handler.owner()),
                "definition", ServerSql.of(handler.definition().strip()));
    }

    private static Map<String, Object> trigger(TriggerState trigger) {
        return Map.of(
                "table", trigger.table().identifier(),
                "tableName", Literal.of(trigger.table().toString()),
                "name", Identifier.of(trigger.name()),
                "nameText", Literal.of(trigger.name()),
                "definition", ServerSql.of(trigger.definition()),
                "changed", trigger.firing() != TriggerFiring.ORIGIN,
                "disabled", trigger.firing() == TriggerFiring.DISABLED,
                "replica", trigger.firing() == TriggerFiring.REPLICA);
    }
}
