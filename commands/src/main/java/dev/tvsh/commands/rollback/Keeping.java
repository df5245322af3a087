package dev.tvsh.commands.rollback;

import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.journal.Journal;
import java.util.List;
import java.util.Map;

/**
 * Whether rows that were written since the backup are carried over.
 *
 * @param discarded tables that are left as in the backup even so
 */
record Keeping(boolean changes, List<String> discarded) {

    /** How it stands in a journal: as typed. */
    static final String FACT = "options";

    Keeping {
        discarded = List.copyOf(discarded);
    }

    static Keeping of(Invocation invocation) {
        return new Keeping(invocation.has(RollbackCommand.KEEP), invocation.values(RollbackCommand.DISCARD));
    }

    /** For a journal: whoever goes on asks for the same. */
    Map<String, Object> facts() {
        return Map.of(FACT, words());
    }

    /** Whether the run that wrote this entry kept the same, and not nothing. */
    boolean asIn(Journal.Entry entry) {
        return changes && words().equals(entry.facts().get(FACT));
    }

    /** As typed behind the backup. */
    String words() {
        if (!changes) {
            return "";
        }
        StringBuilder words = new StringBuilder(" --keep-changes");
        discarded.forEach(table -> words.append(" --discard ").append(table));
        return words.toString();
    }
}
