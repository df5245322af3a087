package dev.tvsh.commands.backup;

import java.nio.charset.StandardCharsets;

/** Names of databases that stand for another one. */
public final class DatabaseName {

    /** The longest name of a database, in bytes. */
    private static final int LONGEST = 63;

    private DatabaseName() {}

    /**
     * The name with a suffix, cut where the server would cut it.
     *
     * @param suffix in ASCII
     */
    public static String with(String database, String suffix) {
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

    /** A database that is always there, to stand in while another is made or renamed. */
    public static String maintenance(String database) {
        return database.equals("postgres") ? "template1" : "postgres";
    }
}
