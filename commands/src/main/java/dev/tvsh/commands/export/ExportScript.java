package dev.tvsh.commands.export;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.adopt.Adoption;
import dev.tvsh.commands.adopt.RightStatements;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders TVIEWs as a psql script, bit by bit, that makes them in a database that has their base tables. */
final class ExportScript {

    private final Templates templates;
    private final Adoption adoption;
    private final Consumer<Rendered> out;

    /** @param out takes the parts of the script in order; there is to be an empty line between them */
    ExportScript(Templates templates, Adoption adoption, Consumer<Rendered> out) {
        this.templates = templates;
        this.adoption = adoption;
        this.out = out;
    }

    void begin() {
        add("begin", Map.of());
    }

    /**
     * Makes views and tables.
     *
     * @param entries what a manifest says of them
     * @param tviews the same in the catalog
     */
    void tviews(List<Manifest.TviewEntry> entries, List<Tview> tviews) {
        Map<String, List<String>> columns = tviews.stream().collect(Collectors.toMap(Tview::entity, Tview::columns));
        add(
                "tviews",
                Map.of(
                        "tviews",
                        entries.stream()
                                .map(entry -> tview(
                                        entry,
                                        columns.getOrDefault(
                                                entry.registration().entity(), List.of())))
                                .toList()));
    }

    /** What follows is only for a database that has the extension. */
    void beginRegistering() {
        QualifiedName metadata = adoption.metadata().name();
        add(
                "begin-registering",
                Map.of("metaSchema", Literal.of(metadata.schema()), "metaName", Literal.of(metadata.name())));
    }

    void handlers(List<Manifest.HandlerFunction> handlers) {
        if (!handlers.isEmpty()) {
            add(
                    "handlers",
                    Map.of(
                            "handlers",
                            handlers.stream().map(ExportScript::handler).toList()));
        }
    }

    /** Makes triggers, and gives them their states; clones on partitions after the triggers that make them. */
    void triggers(List<TriggerState> triggers) {
        add(
                "triggers",
                Map.of("triggers", triggers.stream().map(ExportScript::trigger).toList()));
    }

    void registrations(List<Registration> registrations) {
        add("registrations", Map.of("registrations", adoption.register(registrations)));
    }

    /** Gives back what roles could do with the extension's own objects. */
    void rights(List<Manifest.MemberGrants> members) {
        RightStatements statements = new RightStatements(templates);
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Manifest.MemberGrants member : members) {
            List<Rendered> grants = member.grants().stream()
                    .filter(grant -> !grant.grantee().equals(member.owner()))
                    .filter(grant -> isSpecial(member, grant))
                    .flatMap(grant -> statements.grant(member, grant).stream())
                    .toList();
            if (!grants.isEmpty()) {
                objects.add(Map.of(
                        "function",
                        member.kind().equals("FUNCTION"),
                        "signature",
                        Literal.of(signature(member)),
                        "grants",
                        grants));
            }
        }
        if (!objects.isEmpty()) {
            add("rights", Map.of("objects", objects));
        }
    }

    /** Everyone may call functions and use types anyway. */
    private static boolean isSpecial(Manifest.MemberGrants member, Manifest.Grant grant) {
        return !member.kind().equals("TYPE")
                && !(member.kind().equals("FUNCTION") && grant.grantee().isEmpty());
    }

    private static String signature(Manifest.MemberGrants member) {
        String name = member.name().identifier().text();
        return member.kind().equals("FUNCTION")
                ? name
                        + member.arguments().stream()
                                .map(type -> type.identifier().text())
                                .collect(Collectors.joining(", ", "(", ")"))
                : name;
    }

    void end() {
        add("end", Map.of());
    }

    private void add(String part, Map<String, ?> values) {
        out.accept(templates.render("sql/export/" + part + ".psql.vm", values));
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
        Map<String, Object> values = new HashMap<>();
        values.put("isView", view);
        values.put("name", name.identifier());
        values.put("parts", parts);
        values.put("options", facts.options().stream().map(ServerSql::of).toList());
        values.put("owner", Identifier.of(facts.owner()));
        values.put("commented", !facts.comment().isEmpty());
        values.put("comment", Literal.of(facts.comment()));
        values.put(
                "comments",
                facts.columnComments().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(comment ->
                                Map.of("name", Identifier.of(comment.getKey()), "text", Literal.of(comment.getValue())))
                        .toList());
        values.put("indexes", facts.indexes().stream().map(ServerSql::of).toList());
        values.put(
                "grants",
                facts.grants().stream()
                        .flatMap(ExportScript::statements)
                        .map(ExportScript::grant)
                        .toList());
        return values;
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
        TriggerFiring firing = trigger.firing();
        return Map.of(
                "table", trigger.table().identifier(),
                "tableName", Literal.of(trigger.table().toString()),
                "name", Identifier.of(trigger.name()),
                "nameText", Literal.of(trigger.name()),
                "definition", ServerSql.of(trigger.definition()),
                "clone", trigger.partitionClone(),
                "stated", trigger.partitionClone() || firing != TriggerFiring.ORIGIN,
                "disabled", firing == TriggerFiring.DISABLED,
                "replica", firing == TriggerFiring.REPLICA,
                "always", firing == TriggerFiring.ALWAYS);
    }
}
