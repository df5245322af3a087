package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Which tables of a backup have other rows now, by what its manifest says of them. Reads all rows of the database of now. */
final class WrittenSince {

    private static final int SHOWN = 10;

    private final CommandContext context;
    private final Manifest manifest;

    WrittenSince(CommandContext context, Manifest manifest) {
        this.context = context;
        this.manifest = manifest;
    }

    /** One table whose rows are others now. */
    private record Written(QualifiedName table, long then, long now) {

        String line() {
            return then == now
                    ? table + ": " + Quantity.of(now, "row") + ", then and now, not the same"
                    : table + ": " + Quantity.of(then, "row") + " then, " + Quantity.of(now) + " now";
        }

        long number() {
            return Math.abs(then - now);
        }
    }

    /** In plain words, most rows first. */
    List<String> lines(String database) {
        try (SqlRunner sql = context.open(database)) {
            ManifestRecorder recorder = new ManifestRecorder(sql, context.clock());
            List<Manifest.TableRows> then = manifest.tables();
            List<Manifest.TableRows> now = recorder.contents(
                    then.stream().map(Manifest.TableRows::table).toList());
            List<Written> written = new ArrayList<>();
            for (int i = 0; i < then.size(); i++) {
                add(then.get(i), now.get(i), written);
            }
            return shown(written, recorder);
        } catch (ConnectionLostException e) {
            return List.of("? which tables were written to: " + e.getMessage());
        }
    }

    private static void add(Manifest.TableRows then, Manifest.TableRows now, List<Written> written) {
        Long before = then.rows();
        Long after = now.rows();
        if (before != null && after != null && !sameContent(then, now)) {
            written.add(new Written(then.table(), before, after));
        }
    }

    private static boolean sameContent(Manifest.TableRows then, Manifest.TableRows now) {
        return Objects.equals(then.rows(), now.rows())
                && (then.content() == null || Objects.equals(then.content(), now.content()));
    }

    private static List<String> shown(List<Written> written, ManifestRecorder recorder) {
        written.sort(Comparator.comparingLong(Written::number).reversed().thenComparing(Written::table));
        List<String> lines = new ArrayList<>();
        recorder.undetermined().forEach((what, why) -> lines.add("? " + what + ": " + why));
        written.stream().limit(SHOWN).map(Written::line).forEach(lines::add);
        if (written.size() > SHOWN) {
            lines.add("and " + Quantity.of(written.size() - SHOWN, "more table"));
        }
        if (lines.isEmpty()) {
            lines.add("no table has other rows now");
        }
        return lines;
    }
}
