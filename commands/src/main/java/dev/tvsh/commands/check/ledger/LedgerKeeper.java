package dev.tvsh.commands.check.ledger;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Extension;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes down the versions that a cluster runs with; who cannot write that down can still look. */
public final class LedgerKeeper {
    private final CommandContext context;
    private final Consumer<String> warnings;

    /** Keeps the ledger in the state folder of {@code context}; {@code warnings} is told if that does not work. */
    public LedgerKeeper(CommandContext context, Consumer<String> warnings) {
        this.context = context;
        this.warnings = warnings;
    }

    /**
     * Reads the ledger of a cluster and adds what is seen now.
     *
     * @return empty, after a warning, if the ledger cannot be read
     */
    public Optional<VersionLedger> keep(SqlRunner sql) {
        try {
            List<Row> rows = sql.query("sql/check/ledger/versions.sql.vm", Map.of());
            String system = rows.get(0).text("system");
            VersionLedger ledger = VersionLedger.read(context.state(), system);
            Map<String, String> versions = new LinkedHashMap<>();
            rows.forEach(row -> versions.put(row.text("what"), row.text("version")));
            Traits traits = Traits.of(sql.one("sql/check/ledger/traits.sql.vm", Map.of()));
            if (ledger.fresh()) {
                goOn(ledger, traits, ServerVersion.ofNumber(sql.info().serverVersionNum()));
            }
            write(ledger, versions, traits);
            return Optional.of(ledger);
        } catch (ConnectionLostException e) {
            throw e;
        } catch (TvshException e) {
            e.passOnIfInterrupted();
            warnings.accept("! " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Which objects were made anew since the server has what the checks of the catalog are about corrected; none, after a warning, if
     * that cannot be read. */
    public BuildMarks builds(VersionLedger ledger, CheckCatalog catalog) {
        try {
            return ledger.builds(
                    (id, version) -> catalog.find(id)
                            .filter(check -> !check.window().corrected(ServerVersion.parse(version)))
                            .isPresent(),
                    context.clock().instant());
        } catch (TvshException e) {
            e.passOnIfInterrupted();
            warnings.accept("! " + e.getMessage());
            return BuildMarks.none();
        }
    }

    /** Takes down what was noted. */
    public void keep(BuildMarks marks) {
        try {
            marks.write();
        } catch (IOException e) {
            warnings.accept("! what was rebuilt is not kept: " + FileProblem.of(e));
        }
    }

    /** Adds what the library of the extension says of itself, where it says anything. */
    public void keep(VersionLedger ledger, Optional<Extension> extension) {
        extension
                .flatMap(known -> known.library().optional())
                .ifPresent(version -> write(ledger, Map.of("library pg_tviews", version), null));
    }

    private void goOn(VersionLedger ledger, Traits traits, ServerVersion current) {
        try {
            ledger.goOn(traits, current.major())
                    .ifPresent(lowest -> warnings.accept("· pg_upgrade has made this cluster of one that ran " + lowest
                            + ": what that one owed, and what was rebuilt in it, counts here"));
        } catch (IOException e) {
            warnings.accept("! what this cluster was made of is not known: " + FileProblem.of(e));
        }
    }

    private void write(VersionLedger ledger, Map<String, String> versions, @Nullable Traits traits) {
        try {
            ledger.see(versions, traits, context.clock().instant());
        } catch (IOException e) {
            warnings.accept("! the ledger of versions is not kept: " + FileProblem.of(e));
        }
    }
}
