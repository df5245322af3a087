package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a restored side database the rows that were written since the backup: finds by sums where rows differ, carries those
 * over by key in one transaction with triggers off, fills the TVIEWs that they reach, and sums up again. First as the rows are
 * at one moment, while the application goes on; then, while writes wait, what was written since that moment: the shorter this
 * is, the shorter they wait. They wait until this is closed, so that nothing is written that is not carried over.
 */
public final class CarryOver implements AutoCloseable {

    private final CommandContext context;
    private final String database;
    private final String sideDatabase;
    private final Manifest manifest;
    private final List<String> discarded;
    private final List<SqlRunner> sessions = new ArrayList<>();
    private @Nullable WritesHeld writes;
    private @Nullable String since;
    private SortedMap<QualifiedName, TableShape> before = new TreeMap<>();

    /**
     * Of the database of now into the one beside.
     *
     * @param discarded tables that are left as in the backup
     */
    public CarryOver(CommandContext context, String database, String side, Manifest manifest, List<String> discarded) {
        this.context = context;
        this.database = database;
        this.sideDatabase = side;
        this.manifest = manifest;
        this.discarded = List.copyOf(discarded);
    }

    /** What holds writes and connections off; what is carried over in between depends on the rows of both databases. */
    public static List<Rendered> statements(Templates templates, Manifest manifest) {
        return List.of(
                templates.render(
                        "sql/carry/lock.sql.vm",
                        Map.of(
                                "tables",
                                manifest.tables().stream()
                                        .map(table -> table.table().identifier())
                                        .toList())),
                templates.render("sql/carry/hold-off.sql.vm", Map.of()));
    }

    /** Carries over what was written until now, all or nothing, and keeps nobody from writing. */
    public CarryReport ahead() {
        SqlRunner now = open(database);
        String moment = now.one("sql/carry/since.sql.vm", Map.of()).text("since");
        now.run("sql/carry/snapshot.sql.vm", Map.of());
        CarryReport report = carry(now, open(sideDatabase), Set.of());
        sessions.forEach(SqlRunner::close);
        sessions.clear();
        since = moment;
        return report;
    }

    /** Keeps everybody from writing, and carries over what was written since {@link #ahead()}, all or nothing. */
    public CarryReport carry() {
        SqlRunner now = open(database);
        // What a checkpoint has to write is written before the wait begins.
        now.run("sql/cluster/checkpoint.sql.vm", Map.of());
        hold(TableShape.read(now).keySet());
        return carry(now, open(sideDatabase), quiet(now));
    }

    /** The tables that nobody has written to since the first look, as far as their files tell. */
    private Set<QualifiedName> quiet(SqlRunner now) {
        Set<QualifiedName> quiet = new HashSet<>();
        String moment = since;
        if (moment != null) {
            now.run("sql/cluster/checkpoint.sql.vm", Map.of());
            now.each(
                    "sql/carry/quiet.sql.vm",
                    Map.of("since", Literal.of(moment)),
                    row -> quiet.add(new QualifiedName(row.text("schema"), row.text("name"))));
        }
        return quiet;
    }

    private CarryReport carry(SqlRunner now, SqlRunner side, Set<QualifiedName> quiet) {
        side.run("sql/rollback/fill-settings.sql.vm", Map.of());
        side.run("sql/carry/settings.sql.vm", Map.of());
        Set<QualifiedName> tviews = tablesOfTviews();
        before = TableShape.read(now);
        CarriedTables tables = CarriedTables.of(before, TableShape.read(side), tviews, discarded);
        RowSums sums = new RowSums(now, side);
        List<Conflict> conflicts = new ArrayList<>(tables.conflicts());
        List<TableShape> written = tables.comparable().stream()
                .filter(table -> !quiet.contains(table.name()))
                .toList();
        List<TableShape> differing = differing(written, sums, conflicts);
        List<TableChange> changes = new ArrayList<>();
        Families families = Families.read(side);
        Set<QualifiedName> compared = families.around(names(tables.comparable()));
        Set<Long> objects = Set.of();
        if (!discarded.contains(LargeObjectCarry.NAME.name())) {
            objects = quiet.containsAll(LargeObjectCarry.TABLES) ? Set.of() : sums.differingObjects();
            compared.add(LargeObjectCarry.NAME);
        }
        if (!differing.isEmpty() || !objects.isEmpty()) {
            SideTransaction transaction = new SideTransaction(context, side, sideDatabase);
            transaction.begin();
            TableCarry carry = new TableCarry(now, side, sums);
            for (TableShape table : differing) {
                progress("carry", changes.size(), differing.size(), table.name());
                carry.carry(table, conflicts::add).ifPresent(changes::add);
            }
            new LargeObjectCarry(now, side).carry(objects).ifPresent(changes::add);
            stillDiffering(differing, objects, sums, conflicts);
            conflicts.addAll(new ForeignKeys(side).orphans(names(differing)));
            if (conflicts.isEmpty()) {
                transaction.fill(families.around(names(differing)));
                transaction.commit();
            } else {
                transaction.rollback();
            }
        }
        int sequences = conflicts.isEmpty() ? new SequenceCarry(now, side).carry() : 0;
        changes.sort(Comparator.comparingLong(CarryOver::rows).reversed().thenComparing(TableChange::table));
        return new CarryReport(changes, conflicts.stream().sorted().toList(), tables.notes(), compared, sequences);
    }

    /**
     * For the last moment, when nobody else is connected: numbers that sequences have given out meanwhile. The sessions of
     * this end.
     *
     * @throws TvshException if a table was made or changed since
     */
    public void lastLook() {
        SqlRunner now = sessions.get(0);
        if (!TableShape.read(now).equals(before)) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    "tables of " + database + " were made or changed while its rows were carried over",
                    List.of("State: nothing was renamed.", "the same command again goes on"));
        }
        new SequenceCarry(now, sessions.get(1)).carry();
        close();
    }

    /** The sessions of this on the database of now, as an array of the server. */
    public Literal pids() {
        return Literal.ofNumbers(
                Stream.concat(sessions.stream(), Optional.ofNullable(writes).map(WritesHeld::session).stream())
                        .map(session -> session.info().backendPid())
                        .toList());
    }

    private void hold(Collection<QualifiedName> tables) {
        WritesHeld held = new WritesHeld(context, database, tables, pids());
        writes = held;
        held.hold();
    }

    private SqlRunner open(String name) {
        SqlRunner session = context.open(name);
        sessions.add(session);
        session.run("sql/tview/content-settings.sql.vm", Map.of());
        return session;
    }

    /** Those of the backup, and those that are TVIEWs now. */
    private Set<QualifiedName> tablesOfTviews() {
        Set<QualifiedName> tables = new HashSet<>();
        manifest.tviews().forEach(entry -> tables.add(entry.registration().table()));
        try (SqlRunner sql = context.open(database)) {
            TviewCatalog.read(sql).registered().orElse(List.of()).stream()
                    .map(Tview::table)
                    .forEach(tables::add);
        }
        return tables;
    }

    private List<TableShape> differing(List<TableShape> comparable, RowSums sums, List<Conflict> conflicts) {
        List<TableShape> differing = new ArrayList<>();
        Map<QualifiedName, RowSums.Pair> pairs = sums.of(comparable);
        for (TableShape table : comparable) {
            RowSums.Pair pair = pairs.get(table.name());
            if (pair == null || pair.equal()) {
                continue;
            }
            if (table.unlogged() && pair.now().rows() == 0) {
                conflicts.add(new Conflict(
                        table.name(),
                        "unlogged, and empty now as after a crash: "
                                + Quantity.of(pair.side().rows(), "row") + " in the backup"));
            } else if (table.key().isEmpty()) {
                conflicts.add(new Conflict(
                        table.name(),
                        "its rows differ and it has no primary key to tell which: "
                                + Quantity.of(pair.side().rows()) + " in the backup, "
                                + Quantity.of(pair.now().rows()) + " now"));
            } else if (table.ruled()) {
                conflicts.add(new Conflict(table.name(), "a rule that always fires is in the way"));
            } else {
                differing.add(table);
            }
        }
        return differing;
    }

    private static void stillDiffering(
            List<TableShape> tables, Set<Long> objects, RowSums sums, List<Conflict> conflicts) {
        if (conflicts.isEmpty()) {
            if (!objects.isEmpty() && !sums.differingObjects().isEmpty()) {
                conflicts.add(
                        new Conflict(LargeObjectCarry.NAME, "they are not those of now after they were carried over"));
            }
            sums.of(tables).forEach((table, pair) -> {
                if (!pair.equal()) {
                    conflicts.add(new Conflict(table, "its rows are not those of now after they were carried over"));
                }
            });
        }
    }

    private void progress(String what, int done, int total, QualifiedName table) {
        context.output().accept(new Event.Progress(what, done, total, table.toString()));
    }

    private static List<QualifiedName> names(List<TableShape> tables) {
        return tables.stream().map(TableShape::name).toList();
    }

    private static long rows(TableChange change) {
        return change.inserted() + change.changed() + change.deleted();
    }

    @Override
    public void close() {
        sessions.forEach(SqlRunner::close);
        WritesHeld held = writes;
        if (held != null) {
            held.close();
        }
    }
}
