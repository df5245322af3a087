package dev.tvsh.shell.interpreter;

import dev.tvsh.shell.render.MessageText;
import java.util.Locale;

/** How much of the server's messages the variables want to be shown. */
public final class Messages {

    private Messages() {}

    /** What {@code VERBOSITY} and {@code SHOW_CONTEXT} say. */
    public static MessageText.Show show(Variables variables) {
        String verbosity = variables.value(Variables.VERBOSITY);
        String context = variables.value(Variables.SHOW_CONTEXT);
        return new MessageText.Show(
                MessageText.Verbosity.valueOf(upper(verbosity == null ? "default" : verbosity)),
                MessageText.Context.valueOf(upper(context == null ? "errors" : context)));
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
