package dev.tvsh.commands.tview;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody may have meant who typed one that does not exist. */
public final class NearNames {
    private static final int SHOWN = 3;

    private NearNames() {}

    /** The nearest first, at most three; none if nothing is near. */
    public static List<String> of(String typed, Collection<String> names) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        int far = Math.max(1, wanted.length() / 3);
        record Near(String name, int distance) {}
        List<Near> near = new ArrayList<>();
        for (String name : names) {
            String other = name.toLowerCase(Locale.ROOT);
            // A part of a name that is long enough to mean something is as good as a slip of one key.
            int distance = wanted.length() > 2 && other.contains(wanted) ? 1 : distance(wanted, other, far);
            if (distance <= far) {
                near.add(new Near(name, distance));
            }
        }
        return near.stream()
                .sorted(Comparator.comparingInt(Near::distance)
                        .thenComparing(found -> found.name().length())
                        .thenComparing(Near::name))
                .limit(SHOWN)
                .map(Near::name)
                .toList();
    }

    /** How many letters must be put in, left out, changed or swapped with the next; some number above {@code far} if more. */
    private static int distance(String a, String b, int far) {
        if (Math.abs(a.length() - b.length()) > far) {
            return far + 1;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
