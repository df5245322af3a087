package dev.tvsh.commands.rollback;

import dev.tvsh.commands.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
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

    /** The longest name of a database, in bytes. */
    private static final int LONGEST = 63;

    private static final String SIDE = "_tvsh_restore";

    /** @param time stands in the name of the kept database, for example {@code 20261121_081500123} */
    static RestorePlan of(String backup, String database, String time) {
        return new RestorePlan(backup, database, named(database, SIDE), named(database, "_before_rollback_" + time));
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

    /** A database that is always there, to stand in while the others are renamed. */
    String maintenance() {
        return database.equals("postgres") ? "template1" : "postgres";
    }

    private static String named(String database, String suffix) {
        StringBuilder name = new StringBuilder();
        int bytes = suffix.length();
        for (int i = 0; i < database.length(); i += Character.charCount(database.codePointAt(i))) {
            String character = Character.toString(database.codePointAt(i));
            bytes += character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST) {
                break;
            }
            name.append(character);
        }
        return name + suffix;
    }

    private static String text(Journal.Entry entry, String fact) {
        return String.valueOf(entry.facts().getOrDefault(fact, ""));
    }
}
