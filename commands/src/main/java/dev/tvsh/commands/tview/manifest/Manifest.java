package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.tview.Dangling;
import dev.tvsh.commands.tview.EventTriggerState;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.commands.tview.drift.Drift;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that an upgrade may lose of a database with TVIEWs, by name: what {@code backup} writes, {@code validate} compares with
 * and {@code rollback} registers from. A field that is null could not be determined; {@code undetermined} says why.
 *
 * @param schema the version of this form
 * @param taken when, as an ISO-8601 instant
 * @param extension the extension, null if it was not installed
 * @param members who may use the extension's own objects; DROP EXTENSION loses these grants
 * @param tviews the registered TVIEWs, by entity
 * @param dangling registrations that refer to something gone
 * @param unregistered what was made as a TVIEW and was not registered
 * @param triggers every trigger that calls a handler of the extension
 * @param handlers the functions that these triggers call and that do not belong to the extension
 * @param baseTables the tables that TVIEWs read, with their rows
 * @param rest what else a copy has to bring, null if that was not looked at
 * @param undetermined what could not be determined, and why
 */
public record Manifest(
        int schema,
        String taken,
        ServerFacts server,
        DatabaseFacts database,
        @Nullable ExtensionFacts extension,
        List<MemberGrants> members,
        List<TviewEntry> tviews,
        List<Dangling> dangling,
        List<Unregistered> unregistered,
        List<TriggerState> triggers,
        List<HandlerFunction> handlers,
        List<EventTriggerState> eventTriggers,
        List<TableRows> baseTables,
        @Nullable Rest rest,
        Map<String, String> undetermined) {
    /**
     * The version of the form that this code writes; 1 had no contents, and of constraints and handlers only at its end; 2
     * knew of TVIEWs and their base tables only, 3 not of where and in which locale a database was made.
     */
    public static final int SCHEMA = 4;

    /** All tables with rows that are no TVIEWs: those that TVIEWs read and, if they were looked at, the others. */
    public List<TableRows> tables() {
        return rest == null
                ? baseTables
                : Stream.concat(baseTables.stream(), rest.tables().stream()).toList();
    }

    /** What it says of names, rights and definitions, without anything of rows. */
    public Manifest named() {
        List<TviewEntry> named = tviews.stream()
                .map(entry -> new TviewEntry(
                        entry.registration(), entry.viewDefinition(), entry.table(), entry.view(), null, null))
                .toList();
        return withRows(named, List.of(), null);
    }

    /** The same with other entries of TVIEWs and other rows of tables. */
    public Manifest withRows(List<TviewEntry> otherTviews, List<TableRows> otherTables, @Nullable Rest otherRest) {
        return new Manifest(
                schema,
                taken,
                server,
                database,
                extension,
                members,
                otherTviews,
                dangling,
                unregistered,
                triggers,
                handlers,
                eventTriggers,
                otherTables,
                otherRest,
                undetermined);
    }

    /**
     * The server.
     *
     * @param systemIdentifier the cluster's identity; an upgrade with pg_upgrade gives a new one
     * @param preload {@code shared_preload_libraries}
     */
    public record ServerFacts(
            String version,
            int versionNum,
            @Nullable String systemIdentifier,
            @Nullable String preload) {}

    /**
     * The database.
     *
     * @param connectionLimit -1 for none
     * @param grants who may connect and create
     * @param settings what ALTER DATABASE SET and ALTER ROLE IN DATABASE SET have stored
     * @param extensions all installed extensions, each with its version
     * @param origin null if it was not recorded
     */
    public record DatabaseFacts(
            String name,
            String owner,
            String encoding,
            String collate,
            String ctype,
            int connectionLimit,
            List<Grant> grants,
            List<Setting> settings,
            Map<String, String> extensions,
            @Nullable DatabaseOrigin origin) {

        /** That of a database about which nothing is said, if it was not recorded. */
        public DatabaseOrigin originOrUsual() {
            return origin == null ? DatabaseOrigin.USUAL : origin;
        }
    }

    /**
     * A stored setting.
     *
     * @param role the role that it is for; empty for all
     */
    public record Setting(String role, String name, String value) {}

    /** The extension. */
    public record ExtensionFacts(
            String version,
            String schema,
            String owner,
            @Nullable String library,
            @Nullable QualifiedName metadata) {}

    /**
     * What one role may do with one object, the owner included.
     *
     * @param grantee the role; empty for PUBLIC
     * @param column the column that it is for; empty for the object itself
     * @param privileges sorted, for example {@code SELECT}
     * @param grantable whether the role may grant them on
     */
    public record Grant(String grantee, String column, List<String> privileges, boolean grantable) {}

    /**
     * An object of the extension and who may use it.
     *
     * @param kind {@code TABLE}, {@code SEQUENCE}, {@code FUNCTION} or {@code TYPE}, as GRANT spells it
     * @param arguments the types of a function's arguments
     */
    public record MemberGrants(
            String kind, QualifiedName name, List<QualifiedName> arguments, String owner, List<Grant> grants) {}

    /**
     * A TVIEW.
     *
     * @param viewDefinition what the server says its view is
     * @param table what its table has
     * @param view what its view has
     * @param drift how the table stood against the view
     * @param content what its rows sum up to, as {@link TableRows#content}
     */
    public record TviewEntry(
            Registration registration,
            @Nullable String viewDefinition,
            RelationFacts table,
            RelationFacts view,
            @Nullable Drift drift,
            @Nullable String content) {

        /** The same with this content. */
        public TviewEntry withContent(@Nullable String summed) {
            return new TviewEntry(registration, viewDefinition, table, view, drift, summed);
        }
    }

    /**
     * What a table or view has besides its rows.
     *
     * @param columns as CREATE TABLE has them, in order
     * @param constraints as CREATE TABLE has them: primary and unique keys, checks, exclusions, foreign keys
     * @param indexes CREATE INDEX statements of those that no constraint brings, sorted
     * @param options as WITH has them: {@code security_barrier='true'} of a view, {@code fillfactor='70'} of a table; sorted
     * @param dependents views and materialised views that read it, sorted
     * @param comment empty if none
     * @param columnComments those of columns that have one
     */
    public record RelationFacts(
            String owner,
            List<Grant> grants,
            List<String> columns,
            List<String> constraints,
            List<String> indexes,
            List<String> options,
            List<String> dependents,
            String comment,
            Map<String, String> columnComments) {

        /** Of what is gone. */
        static RelationFacts none() {
            return new RelationFacts(
                    "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "", Map.of());
        }
    }

    /**
     * A function that triggers call. It belongs to whoever made the first TVIEW, so no extension brings it back.
     *
     * @param definition its CREATE OR REPLACE FUNCTION statement
     */
    public record HandlerFunction(QualifiedName name, String owner, String definition) {}

    /**
     * A base table.
     *
     * @param rows how many it has, its partitions included
     * @param content what its rows sum up to, in whatever order they stand; the same where the rows are equal. Null if they
     *     were not summed up
     */
    public record TableRows(
            QualifiedName table,
            @Nullable Long rows,
            @Nullable String content) {}

    /**
     * What is no business of TVIEWs.
     *
     * @param tables the other tables, with their rows
     * @param largeObjects null if it is not to be compared
     */
    public record Rest(List<TableRows> tables, @Nullable LargeObjects largeObjects) {}

    /**
     * All large objects.
     *
     * @param content what their pages sum up to; null for a role that may not read them
     */
    public record LargeObjects(long number, @Nullable String content) {}
}
