package dev.tvsh.commands.adopt;

import dev.tvsh.commands.tview.EventTriggerState;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The statements that register TVIEWs whose tables, views and triggers are there, from names. A logical restore brings all of a
 * TVIEW but its registration, and without one its rows silently stop following.
 */
public final class Adoption {

    /** Characters of one statement: some ten thousand registrations fit into a handful, and each into memory. */
    private static final int AT_A_TIME = 2_000_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Templates templates;
    private final MetadataTable metadata;

    public Adoption(Templates templates, MetadataTable metadata) {
        this.templates = templates;
        this.metadata = metadata;
    }

    /**
     * Registers them; those that are registered already stay as they are. A relation that is missing is an error of the
     * statement.
     */
    public List<Rendered> register(List<Registration> registrations) {
        List<Rendered> statements = new ArrayList<>();
        inParts(registrations, (from, json) -> {
            Map<String, Object> values = metadata.values();
            values.put("rows", rows(json, true));
            statements.add(templates.render("sql/adopt/register.sql.vm", values));
        });
        return statements;
    }

    /** Asks what they meet in this database; the places in the answer count from 1 in each part of the list. */
    void resolve(List<Registration> registrations, BiConsumer<Integer, Rendered> query) {
        inParts(registrations, (from, json) -> {
            Map<String, Object> values = metadata.values();
            values.put("rows", rows(json, false));
            query.accept(from, templates.render("sql/adopt/resolve.sql.vm", values));
        });
    }

    private Rendered rows(Literal registrations, boolean strict) {
        Map<String, Object> values = metadata.values();
        values.put("registrations", registrations);
        values.put("strict", strict);
        return templates.render("sql/adopt/rows.sql.vm", values);
    }

    private static void inParts(List<Registration> registrations, BiConsumer<Integer, Literal> part) {
        StringBuilder json = new StringBuilder("[");
        int from = 0;
        for (int i = 0; i < registrations.size(); i++) {
            json.append(json.length() == 1 ? "" : ",\n").append(JSON.writeValueAsString(registrations.get(i)));
            if (json.length() > AT_A_TIME || i == registrations.size() - 1) {
                part.accept(from, Literal.of(json.append("]").toString()));
                json = new StringBuilder("[");
                from = i + 1;
            }
        }
    }

    /** Removes the registrations of these entities. */
    Rendered unregister(Collection<String> entities) {
        return onEntities("sql/adopt/unregister.sql.vm", entities);
    }

    /** Asks for the rows of these entities as they are. */
    Rendered previous(Collection<String> entities) {
        return onEntities("sql/adopt/previous.sql.vm", entities);
    }

    private Rendered onEntities(String template, Collection<String> entities) {
        Map<String, Object> values = metadata.values();
        values.put("entities", Literal.ofTexts(entities));
        return templates.render(template, values);
    }

    /** Puts rows back that {@link #previous} has told. */
    Rendered restore(String rows) {
        Map<String, Object> values = metadata.values();
        values.put("rows", Literal.of(rows));
        return templates.render("sql/adopt/restore.sql.vm", values);
    }

    Rendered lock() {
        return templates.render("sql/adopt/lock.sql.vm", metadata.values());
    }

    /** The table of registrations. */
    public MetadataTable metadata() {
        return metadata;
    }

    /** Gives event triggers the states that they had; a restore brings those of an extension back switched on. */
    public static List<Rendered> restoreStates(Templates templates, List<EventTriggerState> eventTriggers) {
        return eventTriggers.stream()
                .map(trigger -> templates.render(
                        "sql/adopt/event-trigger-state.sql.vm",
                        Map.of(
                                "trigger", Identifier.of(trigger.name()),
                                "disabled", trigger.firing() == TriggerFiring.DISABLED,
                                "replica", trigger.firing() == TriggerFiring.REPLICA,
                                "always", trigger.firing() == TriggerFiring.ALWAYS)))
                .toList();
    }
}
