package dev.tvsh.commands.connection;

import dev.tvsh.templates.Literal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lifts the time limits that a role or database gives every session: one of tvsh's own idles for hours while a copy is made or
 * compared, and what it then has to say must not fail for that. Those that the user has asked for on his own command line stay.
 */
final class OwnLimits {

    /** Each with the major version that it came with. */
    private static final Map<String, Integer> SINCE = new TreeMap<>(Map.of(
            "statement_timeout", 0,
            "idle_in_transaction_session_timeout", 10,
            "idle_session_timeout", 14,
            "transaction_timeout", 17));

    private OwnLimits() {}

    /** @param asked the user's {@code options}, as libpq's keyword has them */
    static void lift(Session session, String asked) {
        int major = session.info().major();
        List<Literal> limits = SINCE.entrySet().stream()
                .filter(limit -> limit.getValue() <= major && !asked.contains(limit.getKey()))
                .map(limit -> Literal.of(limit.getKey()))
                .toList();
        if (!limits.isEmpty()) {
            SilentQuery.run(session, "sql/server/no-limits.sql.vm", Map.of("limits", limits));
        }
    }
}
