package dev.tvsh.commands.refresh;

import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.tview.QualifiedName;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The last time that tvsh refreshed a TVIEW, as its journal has it. That others have refreshed it since nobody records.
 *
 * @param begun when the command began, as an ISO-8601 instant
 * @param command what refreshed it
 * @param journal the id of the entry
 * @param rows how many rows it had then
 * @param millis how long it took
 */
public record LastRefresh(String begun, String command, String journal, long rows, long millis) {

    /** The newest that is recorded for this table. */
    public static Optional<LastRefresh> of(Journal journal, QualifiedName table) {
        LastRefresh last = null;
        for (Journal.Entry entry : journal.entries()) {
            if (entry.facts().get(RefreshJournal.DONE + table) instanceof Map<?, ?> fact) {
                last = new LastRefresh(
                        entry.begun(),
                        entry.command(),
                        entry.id(),
                        RefreshJournal.number(fact, RefreshJournal.ROWS),
                        RefreshJournal.number(fact, RefreshJournal.MILLIS));
            }
        }
        return Optional.ofNullable(last);
    }

    /** For people. */
    public String shown() {
        return String.format(
                Locale.ROOT,
                "%s by %s, %,d rows in %,d ms (journal %s; of refreshes by others nothing is known)",
                Moment.shown(begun),
                command,
                rows,
                millis,
                journal);
    }

    /** For a document. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("begun", begun);
        json.put("command", command);
        json.put("journal", journal);
        json.put("rows", rows);
        json.put("ms", millis);
        return json;
    }
}
