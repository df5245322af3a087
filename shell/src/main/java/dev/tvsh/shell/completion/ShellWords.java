package dev.tvsh.shell.completion;

/** Words that blanks separate, as backslash commands and tvsh's own have them. */
final class ShellWords {

    private ShellWords() {}

    /** Where the word begins that ends at {@code cursor}. */
    static int start(String text, int cursor) {
        int start = Math.min(cursor, text.length());
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }
}
