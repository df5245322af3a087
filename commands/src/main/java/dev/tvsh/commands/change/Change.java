package dev.tvsh.commands.change;

import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.templates.Rendered;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a command is about to change, as the user sees it before.
 *
 * @param headline what will change, with numbers
 * @param consequences what that means meanwhile and afterwards, one line each
 * @param undo what takes it back: the command to type, or the lines of rendered text
 * @param statements what would run, in order; asked for by {@code --dry-run} only
 * @param question what to ask
 */
public record Change(
        String headline,
        List<String> consequences,
        List<String> undo,
        Supplier<List<Rendered>> statements,
        Question question) {

    public Change {
        consequences = List.copyOf(consequences);
        undo = List.copyOf(undo);
    }
}
