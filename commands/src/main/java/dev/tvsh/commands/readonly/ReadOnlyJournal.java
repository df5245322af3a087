package dev.tvsh.commands.readonly;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.journal.Journal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was set before a database was made read-only, kept until it is switched off. */
final class ReadOnlyJournal {

    static final String COMMAND = "read-only";

    private static final String BEFORE = "before";

    private final Journal journal;

    ReadOnlyJournal(Journal journal) {
        this.journal = journal;
    }

    /** Records what is about to be changed, and that it was not if the server refuses; what an earlier run has recorded stays. */
    void during(Map<String, Optional<Boolean>> changes, Runnable work) {
        if (changes.isEmpty()) {
            return;
        }
        Map<String, Object> before = new LinkedHashMap<>();
        changes.forEach(
                (role, value) -> before.put(role, value.map(String::valueOf).orElse("")));
        Journal.Entry entry = journal.begin(COMMAND, Map.of(BEFORE, before));
        try {
            work.run();
        } catch (TvshException e) {
            boolean perhapsCommitted = e instanceof ConnectionLostException || e.exitCode() == ExitCode.INTERRUPTED;
            if (!perhapsCommitted) {
                journal.close(entry, "failed", Map.of());
            }
            throw e;
        }
    }

    boolean recorded() {
        return !journal.open(COMMAND).isEmpty();
    }

    /** What has to be set again, by role. Where nothing is recorded: what makes them read-only is to be taken away. */
    Map<String, Optional<Boolean>> before(ReadOnlySettings settings) {
        Map<String, Optional<Boolean>> before = new LinkedHashMap<>();
        for (Journal.Entry entry : journal.open(COMMAND)) {
            if (entry.facts().get(BEFORE) instanceof Map<?, ?> values) {
                values.forEach((role, value) -> before.putIfAbsent(
                        String.valueOf(role),
                        String.valueOf(value).isEmpty()
                                ? Optional.empty()
                                : Optional.of(Boolean.valueOf(String.valueOf(value)))));
            }
        }
        if (before.isEmpty()) {
            settings.here().forEach((role, on) -> {
                if (on) {
                    before.put(role, Optional.empty());
                }
            });
        }
        return before;
    }

    void close() {
        List<Journal.Entry> open = journal.open(COMMAND);
        open.forEach(entry -> journal.close(entry, "undone", Map.of()));
    }
}
