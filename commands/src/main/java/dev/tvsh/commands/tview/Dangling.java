package dev.tvsh.commands.tview;

import java.util.List;

/**
 * A registration that refers to something that is not there.
 *
 * @param gone what is missing: {@code its table}, {@code its view}, {@code 2 dependencies}
 */
public record Dangling(String entity, List<String> gone) {
    public Dangling {
        gone = List.copyOf(gone);
    }
}
