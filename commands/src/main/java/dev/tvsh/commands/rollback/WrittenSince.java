package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which tables of a backup have other rows now, by what its manifest says of them. Reads all rows of the database of now. */
final class WrittenSince {

    private static final int SHOWN = 3;

    private final CommandContext context;
    private final Manifest manifest;

    WrittenSince(CommandContext context, Manifest manifest) {
        this.context = context;
        this.manifest = manifest;
    }

    /** In plain words, most rows first. */
    List<String> lines(String database) {
        try (SqlRunner sql = context.open(database)) {
            ManifestRecorder recorder = new ManifestRecorder(sql, context.clock());
            List<Manifest.TableRows> then = manifest.tables();
            List<Manifest.TableRows> now = recorder.contents(
                    then.stream().map(Manifest.TableRows::table).toList());
            List<OtherRows> written = new ArrayList<>();
            for (int i = 0; i < then.size(); i++) {
                add(then.get(i), now.get(i), written);
            }
            return shown(written, recorder);
        } catch (ConnectionLostException e) {
            return List.of("? which tables were written to: " + e.getMessage());
        }
    }

    private static void add(Manifest.TableRows then, Manifest.TableRows now, List<OtherRows> written) {
        Long before = then.rows();
        Long after = now.rows();
        if (before != null && after != null && !sameContent(then, now)) {
            written.add(new OtherRows(
                    then.table(),
                    Math.abs(before - after),
                    before.equals(after)
                            ? Quantity.of(after, "row") + ", then and now, not the same"
                            : Quantity.of(before, "row") + " then, " + Quantity.of(after) + " now"));
        }
    }

    private static boolean sameContent(Manifest.TableRows then, Manifest.TableRows now) {
        return Objects.equals(then.rows(), now.rows())
                && (then.content() == null || Objects.equals(then.content(), now.content()));
    }

    private static List<String> shown(List<OtherRows> written, ManifestRecorder recorder) {
        List<String> lines = new ArrayList<>();
        Map<String, String> unknown = recorder.undetermined();
        unknown.entrySet().stream()
                .limit(SHOWN)
                .forEach(table -> lines.add("? " + table.getKey() + ": " + table.getValue()));
        if (unknown.size() > SHOWN) {
            lines.add("? and " + Quantity.of(unknown.size() - SHOWN, "more table"));
        }
        lines.addAll(OtherRows.lines(written));
        if (lines.isEmpty()) {
            lines.add("no table has other rows now");
        }
        return lines;
    }
}
