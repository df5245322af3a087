package dev.tvsh.shell.render;

/** The signs that tvsh's own texts use, and what stands for them where a terminal has ASCII only. */
final class Symbols {

    private static final String[][] ASCII = {
        {"✗", "x"},
        {"✓", "v"},
        {"→", "->"},
        {"·", "-"},
        {"…", "..."},
        {"█", "#"},
        {"░", "."},
        {"–", "-"},
        {"├", "|"},
        {"└", "`"},
        {"│", "|"},
        {"─", "-"}
    };

    private Symbols() {}

    static String inAscii(String text) {
        String plain = text;
        for (String[] pair : ASCII) {
            plain = plain.replace(pair[0], pair[1]);
        }
        return plain;
    }
}
