package dev.tvsh.shell.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Names in order, so that those with a given beginning are found at once among many. */
final class NameIndex<T> {

    private final String[] keys;
    private final List<T> items;

    private NameIndex(String[] keys, List<T> items) {
        this.keys = keys;
        this.items = items;
    }

    /** @param key what is looked for; the case of its letters does not count */
    static <T> NameIndex<T> of(Collection<? extends T> items, Function<T, String> key) {
        List<Entry<T>> entries = new ArrayList<>(items.size());
        for (T item : items) {
            entries.add(new Entry<>(key.apply(item).toLowerCase(Locale.ROOT), item));
        }
        entries.sort(Comparator.comparing(Entry::key));
        return new NameIndex<>(
                entries.stream().map(Entry::key).toArray(String[]::new),
                entries.stream().map(Entry::item).toList());
    }

    /**
     * Those that begin so, in order.
     *
     * @param most how many at most; if there are more, the last one is among them, so that what all have in common is still
     *     seen
     */
    List<T> startingWith(String beginning, int most) {
        String prefix = beginning.toLowerCase(Locale.ROOT);
        int from = first(prefix);
        int to = first(prefix + Character.MAX_VALUE);
        if (to - from <= most) {
            return items.subList(from, to);
        }
        List<T> some = new ArrayList<>(items.subList(from, from + most - 1));
        some.add(items.get(to - 1));
        return some;
    }

    /** Those of exactly this name. */
    List<T> named(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return items.subList(first(key), first(key + '\0'));
    }

    private int first(String key) {
        int found = Arrays.binarySearch(keys, key);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && keys[found - 1].equals(key)) {
            found--;
        }
        return found;
    }

    private record Entry<T>(String key, T item) {}
}
