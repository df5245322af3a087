package dev.tvsh.shell.completion;

import java.util.List;

/** Knows what could stand at the cursor. Called at every Tab, so it answers from memory. */
@FunctionalInterface
public interface CompletionSource {

    /** The words that could replace the one that ends at {@code cursor} in {@code buffer}. */
    List<Proposal> propose(String buffer, int cursor);

    /**
     * One possible word.
     *
     * @param text what is inserted
     * @param group what kind of thing it is, for example {@code command} or {@code table}; shown as a heading
     */
    record Proposal(String text, String group) {}
}
