package dev.tvsh.commands.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Texts that break careless quoting, always the same ones for the same seed. */
public final class HostileStrings {

    /** Each of these has broken some tool. */
    public static final List<String> KNOWN = List.of(
            "\"; DROP TABLE x; --",
            "'; DROP TABLE x; --",
            "\\'; DROP TABLE x; --",
            "'' OR ''='",
            "a\nb",
            "a\r\nb\t",
            "$(touch /tmp/hacked)",
            "`touch /tmp/hacked`",
            "${HOME}",
            "$name",
            "$!{name}",
            "#set($x = 1)",
            "#end",
            "## comment",
            "#[[raw]]#",
            "--",
            "/* */",
            "-rf",
            "--help",
            "!history",
            "*",
            "~",
            " ",
            "\\",
            "\\\\",
            "E'\\047'",
            "$$",
            "$q$",
            ":name",
            ":'name'",
            "{d '2020-01-01'}",
            "?",
            "%s%n",
            "select",
            "user",
            "Order",
            "tv_ünïcödé",
            "伊藤",
            "😀😀",
            "e\u0301",
            "\u202Eright to left",
            "\uFEFFbom",
            "\u0001\u0007\u001B[31m\u007F",
            "x".repeat(63));

    private static final List<String> PIECES = List.of(
            "'", "\"", "\\", "$", "`", ";", "--", "/*", "*/", "#", "(", ")", "{", "}", "[", "]", "\n", "\r", "\t", " ",
            "a", "Z", "9", "_", "é", "伊", "😀", "%", "&", "|", "<", ">", "!", "?", ":", "~", "*", "=", "$(", "${", "$$",
            "E'", "U&'", "\u0001", "\u001B", "\u00A0", "\u2028", "''", "\"\"", "\\'", "NULL", "OR");

    private HostileStrings() {}

    /** So many different texts, the known ones among them; none is empty. */
    public static List<String> texts(int count, long seed) {
        return make(count, seed, Integer.MAX_VALUE);
    }

    /** So many different names of at most 63 bytes, which is as long as PostgreSQL lets a name be. */
    public static List<String> names(int count, long seed) {
        return make(count, seed, 63);
    }

    private static List<String> make(int count, long seed, int mostBytes) {
        Random random = new Random(seed);
        Set<String> made = new LinkedHashSet<>();
        for (String known : KNOWN) {
            addIfShort(made, known, mostBytes);
        }
        while (made.size() < count) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            addIfShort(made, text.toString(), mostBytes);
        }
        return new ArrayList<>(made).subList(0, count);
    }

    private static void addIfShort(Set<String> made, String text, int mostBytes) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= mostBytes) {
            made.add(text);
        }
    }
}
