package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.adopt.Adoption;
import dev.tvsh.commands.adopt.MetadataTable;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.ClientTools;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.commands.tview.manifest.ManifestComparison.Ignoring;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The database beside, into which a backup is restored until it is proved equal to what was backed up. */
final class SideDatabase {

    private final CommandContext context;
    private final RestorePlan plan;
    private final Manifest manifest;
    private final Identifier name;

    SideDatabase(CommandContext context, RestorePlan plan, Manifest manifest) {
        this.context = context;
        this.plan = plan;
        this.manifest = manifest;
        this.name = Identifier.of(plan.side());
    }

    Rendered creation(Optional<Databases.State> like) {
        Manifest.DatabaseFacts facts = manifest.database();
        String provider = like.map(Databases.State::provider).orElse("c");
        return context.templates()
                .render(
                        "sql/rollback/create-side.sql.vm",
                        Map.of(
                                "side", name,
                                "owner", Identifier.of(facts.owner()),
                                "encoding", Literal.of(facts.encoding()),
                                "collate", Literal.of(facts.collate()),
                                "ctype", Literal.of(facts.ctype()),
                                "icu", provider.equals("i"),
                                "builtin", provider.equals("b"),
                                "locale",
                                        Literal.of(like.map(Databases.State::locale)
                                                .orElse(""))));
    }

    Rendered filling(BackupFolder backup, ClientTools tools, int jobs) {
        return context.templates()
                .render(
                        "host/rollback/restore.sh.vm",
                        Map.of(
                                "tools", tools.folder(),
                                "jobs", ShellWord.of(jobs),
                                "file", ShellWord.of(backup.dump())));
    }

    void drop(SqlRunner maintenance) {
        maintenance.run("sql/rollback/drop-side.sql.vm", Map.of("side", name));
    }

    /** Restores the dump; the database is empty. */
    void fill(Rendered filling) {
        Map<String, String> environment =
                new HashMap<>(context.connector().target().clientEnvironment());
        environment.put("PGDATABASE", plan.side());
        RestoreProgress progress = new RestoreProgress(context.output());
        HostResult result = context.host().run(filling, environment, progress);
        if (!result.succeeded()) {
            throw new TvshException(
                    result.status() > 128 ? ExitCode.INTERRUPTED : ExitCode.NEGATIVE,
                    "the restore failed: " + ClientTools.firstError(result),
                    List.of(
                            "If a role is missing: its definition is in " + plan.backup() + "/" + BackupFolder.GLOBALS,
                            "State: " + plan.database() + " is as it was; the half restored " + plan.side()
                                    + " is replaced by the next run.",
                            "rollback --to " + plan.backup() + "    tries again"));
        }
    }

    /** Gives the database all that a restore does not bring. Can be repeated. */
    void settle(SqlRunner maintenance, Optional<Databases.State> like) {
        DatabaseProperties properties = new DatabaseProperties(plan.side(), manifest.database());
        properties.restoreRights(maintenance);
        properties.restoreComment(
                maintenance, like.map(Databases.State::comment).orElse(null));
        try (SqlRunner sql = context.open(plan.side())) {
            properties.restoreSettings(sql);
            Optional<QualifiedName> metadata =
                    TviewCatalog.read(sql).extension().flatMap(Extension::metadata);
            List<Registration> registrations = manifest.tviews().stream()
                    .map(Manifest.TviewEntry::registration)
                    .toList();
            metadata.ifPresent(table -> new Adoption(context.templates(), MetadataTable.read(sql, table))
                    .register(registrations)
                    .forEach(sql::run));
            Adoption.restoreStates(context.templates(), manifest.eventTriggers())
                    .forEach(sql::run);
            sql.run("sql/rollback/analyze.sql.vm", Map.of());
        }
    }

    /** How the database differs from what was backed up. */
    ManifestComparison compare() {
        try (SqlRunner sql = context.open(plan.side())) {
            Manifest restored = new ManifestRecorder(sql, context.clock()).record(TviewCatalog.read(sql));
            return ManifestComparison.of(
                    manifest, restored, Ignoring.SERVER_VERSION, Ignoring.SYSTEM_IDENTIFIER, Ignoring.DATABASE_NAME);
        }
    }
}
