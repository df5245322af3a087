package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.output.Quantity;
import java.util.List;

/** How a list of objects is written in a finding. */
final class Shown {
    private static final int NAMES = 3;

    private Shown() {}

    /** The first few, and how many more. */
    static String names(List<String> names) {
        return Quantity.some(names, NAMES);
    }
}
