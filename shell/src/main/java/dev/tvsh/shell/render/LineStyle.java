package dev.tvsh.shell.render;

/**
 * What the lines of an aligned table are drawn with.
 *
 * @param name as {@code \pset} tells it
 * @param top the line above the headings
 * @param middle the line below the headings
 * @param bottom the line below the last row
 * @param data what stands between the cells of a row
 * @param newline what stands left of a cell whose text goes on in a new line
 * @param wrapped what stands left of a cell whose text was wrapped
 * @param blank what stands left of a cell that has ended
 * @param headingMarks left and right of a heading of several lines
 * @param newlineMarks left and right of a cell of several lines
 * @param wrapMarks left and right of a wrapped cell
 * @param rightMarks whether the marks on the right stand in tables without border too
 */
record LineStyle(
        String name,
        Rule top,
        Rule middle,
        Rule bottom,
        Rule data,
        String newline,
        String wrapped,
        String blank,
        Marks headingMarks,
        Marks newlineMarks,
        Marks wrapMarks,
        boolean rightMarks) {

    /** The signs of a line from the left to the right. */
    record Rule(String line, String left, String middle, String right) {}

    /** What stands on both sides of a text that goes on. */
    record Marks(String left, String right) {}

    private static final Rule ASCII_RULE = new Rule("-", "+", "+", "+");
    private static final Rule ASCII_DATA = new Rule("", "|", "|", "|");

    static final LineStyle ASCII = new LineStyle(
            "ascii",
            ASCII_RULE,
            ASCII_RULE,
            ASCII_RULE,
            ASCII_DATA,
            "|",
            "|",
            "|",
            new Marks(" ", "+"),
            new Marks(" ", "+"),
            new Marks(".", "."),
            true);

    static final LineStyle OLD_ASCII = new LineStyle(
            "old-ascii",
            ASCII_RULE,
            ASCII_RULE,
            ASCII_RULE,
            ASCII_DATA,
            ":",
            ";",
            " ",
            new Marks("+", " "),
            new Marks(" ", " "),
            new Marks(" ", " "),
            false);

    /** Box drawing characters; each kind of line is single or double. */
    static LineStyle unicode(boolean doubleBorder, boolean doubleColumn, boolean doubleHeader) {
        String border = doubleBorder ? "═║╔╗╚╝" : "─│┌┐└┘";
        String column = doubleColumn ? "║" : "│";
        Rule top = new Rule(
                at(border, 0), at(border, 2), at(doubleColumn ? "╥╦" : "┬╤", doubleBorder ? 1 : 0), at(border, 3));
        Rule middle = new Rule(
                doubleHeader ? "═" : "─",
                at(doubleHeader ? "╞╠" : "├╟", doubleBorder ? 1 : 0),
                at(doubleColumn ? "╫╬" : "┼╪", doubleHeader ? 1 : 0),
                at(doubleHeader ? "╡╣" : "┤╢", doubleBorder ? 1 : 0));
        Rule bottom = new Rule(
                at(border, 0), at(border, 4), at(doubleColumn ? "╨╩" : "┴╧", doubleBorder ? 1 : 0), at(border, 5));
        return new LineStyle(
                "unicode",
                top,
                middle,
                bottom,
                new Rule("", at(border, 1), column, at(border, 1)),
                column,
                column,
                column,
                new Marks(" ", "↵"),
                new Marks(" ", "↵"),
                new Marks("…", "…"),
                true);
    }

    private static String at(String signs, int place) {
        return String.valueOf(signs.charAt(place));
    }

    boolean isOld() {
        return name.equals(OLD_ASCII.name);
    }
}
