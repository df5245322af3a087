package dev.tvsh.commands.connection;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lets a superuser be himself in tvsh's own sessions where a setting of the role or database makes each session another role, mostly
 * the owner of the tables: that one reads no large object of others and makes no extension, which a copy needs. Whoever is no superuser
 * may have all his rights from that role, and keeps it, as does he who has asked for one on his own command line.
 */
final class OwnRights {

    private static final Pattern ROLE_ASKED = Pattern.compile("(?:-c\\s*|--)role=");

    private OwnRights() {}

    /** Changes nothing in the session. */
    static boolean lost(Session session, ConnectionSpec spec) {
        return !session.info().superuser()
                && !ROLE_ASKED.matcher(spec.setting("options").orElse("")).find()
                && !SilentQuery.run(session, "sql/server/superuser-by-name.sql.vm", Map.of())
                        .isEmpty();
    }

    /** The same target for a session, or a program, which is again who it connected as; RESET ROLE goes back to that too. */
    static ConnectionSpec regained(ConnectionSpec spec) {
        return spec.withOption("-c role=none");
    }
}
