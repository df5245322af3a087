package dev.tvsh.shell.completion;

import java.util.List;

/** Knows what could stand at the cursor. Called at every Tab, so it answers from memory. */
@FunctionalInterface
public interface CompletionSource {

    /** The words that could replace the one that ends at {@code cursor} in {@code buffer}. */
    List<Proposal> propose(String buffer, int cursor);

    /** Where the word begins that ends at {@code cursor}. */
    default int wordStart(String buffer, int cursor) {
        return ShellWords.start(buffer, cursor);
    }

    /**
     * One possible word.
     *
     * @param text what is inserted
     * @param label what is shown in the list
     * @param group what kind of thing it is, for example {@code command} or {@code table}; shown as a heading
     */
    record Proposal(String text, String label, String group) {

        public Proposal(String text, String group) {
            this(text, text, group);
        }

        /** Whether something else follows it without a blank. */
        public boolean goesOn() {
            return text.endsWith("/") || text.endsWith(".") || text.endsWith("(") || text.endsWith("=");
        }
    }
}
