package dev.tvsh.commands.tview.manifest;

import java.util.regex.Pattern;

/** The definition of a view as a server writes it, compared with what one of another major version writes. */
final class ViewText {
    /** A literal, which stays as it is, or a name and the dot before another name. */
    private static final Pattern QUALIFIER = Pattern.compile(
            "('[^']*+(?:''[^']*+)*+')|(?:[\\p{L}_][\\p{L}\\p{N}_$]*+|\"[^\"]*+(?:\"\"[^\"]*+)*+\")\\.(?=[\\p{L}_\"*])");

    private ViewText() {}

    /** Whether both say the same. From 16 on a server leaves out the name of a table before its columns where there is only one. */
    static boolean same(String one, String other, boolean otherMajor) {
        return one.equals(other) || (otherMajor && bare(one).equals(bare(other)));
    }

    private static String bare(String text) {
        return QUALIFIER.matcher(text).replaceAll("$1");
    }
}
