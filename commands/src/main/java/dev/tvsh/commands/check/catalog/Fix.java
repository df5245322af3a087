package dev.tvsh.commands.check.catalog;

/** What repairs a problem safely. */
public sealed interface Fix {
    /** Nothing does. */
    record None() implements Fix {}

    /**
     * A command of tvsh.
     *
     * @param line what to type
     */
    record Command(String line) implements Fix {}

    /**
     * One statement for each row that the check gives, in the row's database. The rows have the columns {@code schema} and
     * {@code name}, which the template gets as {@code object}.
     *
     * @param template its name
     * @param undo how it is taken back, in words
     */
    record Statement(String template, String undo) implements Fix {}
}
