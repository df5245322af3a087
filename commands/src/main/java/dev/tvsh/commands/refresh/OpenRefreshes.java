package dev.tvsh.commands.refresh;

import dev.tvsh.commands.journal.Journal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refreshes that were begun and not finished. */
public final class OpenRefreshes {

    private OpenRefreshes() {}

    /** The command lines that go on with them. */
    public static List<String> commands(Journal journal) {
        List<String> commands = new ArrayList<>();
        for (String command : List.of("refresh-all", "refresh")) {
            journal.open(command).forEach(entry -> commands.add(command + words(command, entry)));
        }
        return commands;
    }

    private static String words(String command, Journal.Entry entry) {
        if (!(entry.facts().get("selection") instanceof Map<?, ?> selection)) {
            return "";
        }
        StringBuilder words = new StringBuilder();
        String only = command.equals("refresh") ? " " : " --only ";
        names(selection.get("only")).forEach(name -> words.append(only).append(name));
        names(selection.get("except"))
                .forEach(name -> words.append(" --except ").append(name));
        if (Boolean.TRUE.equals(selection.get("dependents"))) {
            words.append(" --").append(RefreshSelection.DEPENDENTS);
        }
        if (Boolean.TRUE.equals(selection.get("stale"))) {
            words.append(" --stale");
        }
        return words.toString();
    }

    private static List<String> names(@Nullable Object value) {
        return value instanceof Collection<?> names
                ? names.stream().map(Object::toString).map(OpenRefreshes::typed).toList()
                : List.of();
    }

    private static String typed(String name) {
        return name.matches("\\w+") ? name : "'" + name.replace("'", "''") + "'";
    }
}
