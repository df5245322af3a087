package dev.tvsh.commands.output;

import java.util.List;
import java.util.Locale;

/** How numbers, ages and lists are written for people. */
public final class Quantity {
    private Quantity() {}

    /** With separators of thousands, for example {@code 10,010}. */
    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With what is counted, for example {@code 1 TVIEW} or {@code 10,010 TVIEWs}. */
    public static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    /** With what is counted, for example {@code 1 index} or {@code 3 indexes}. */
    public static String of(long number, String one, String many) {
        return of(number) + " " + (number == 1 ? one : many);
    }

    /** For example {@code 4 s}, {@code 17 min} or {@code 3 h}. */
    public static String age(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : of(seconds / 86_400) + " days";
    }

    /** The first few of a list, and how many more there are. */
    public static String some(List<String> names, int shown) {
        String first = String.join(", ", names.subList(0, Math.min(shown, names.size())));
        return names.size() <= shown ? first : first + " and " + of(names.size() - shown) + " more";
    }
}
