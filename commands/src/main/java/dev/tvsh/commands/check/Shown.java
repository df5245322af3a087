package dev.tvsh.commands.check;

import java.util.List;

/** How lists, counts and ages are written in a finding. */
final class Shown {
    private static final int NAMES = 3;

    private Shown() {}

    /** The first few, and how many more. */
    static String names(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMES, names.size())));
        return names.size() <= NAMES ? first : first + " and " + (names.size() - NAMES) + " more";
    }

    static String count(long count, String noun) {
        return count(count, noun, noun + "s");
    }

    static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    static String age(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
    }
}
