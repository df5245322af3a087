package dev.tvsh.commands.rollback;

import dev.tvsh.commands.backup.DatabaseName;
import dev.tvsh.commands.journal.Journal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which database a backup is restored beside, and under which names; also in the form in which a journal keeps it.
 *
 * @param backup the folder of the backup
 * @param database the database that is to be replaced
 * @param side the database that the backup is restored into
 * @param kept the name that the replaced database gets
 */
record RestorePlan(String backup, String database, String side, String kept) {

    private static final String SIDE = "_tvsh_restore";

    /** @param time stands in the name of the kept database, for example {@code 20261121_081500123} */
    static RestorePlan of(String backup, String database, String time) {
        return new RestorePlan(
                backup,
                database,
                DatabaseName.with(database, SIDE),
                DatabaseName.with(database, "_before_rollback_" + time));
    }

    static RestorePlan of(Journal.Entry entry) {
        return new RestorePlan(
                text(entry, "backup"), text(entry, "database"), text(entry, "side"), text(entry, "kept"));
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("backup", backup);
        facts.put("database", database);
        facts.put("side", side);
        facts.put("kept", kept);
        return facts;
    }

    /** All databases that take part. */
    List<String> databases() {
        return List.of(database, side, kept);
    }

    private static String text(Journal.Entry entry, String fact) {
        return String.valueOf(entry.facts().getOrDefault(fact, ""));
    }
}
