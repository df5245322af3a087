package dev.tvsh.commands.tview;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.templates.Identifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds TVIEWs by what people call them: the entity, its table or its view, these two with or without their schema, quoted as
 * in SQL or as they are. An entity goes before a name with schema, and that before one without.
 */
public final class TviewNames {
    private static final int SHOWN = 5;

    private final List<Tview> tviews;
    private final Collection<Unregistered> unregistered;
    private final List<Map<String, List<Tview>>> readings;

    /** @param tviews those that can be named, in the order in which they are to come out */
    public TviewNames(Collection<Tview> tviews) {
        this(tviews, List.of());
    }

    /**
     * Names, in a database where not all is registered.
     *
     * @param unregistered those that cannot be named, but whose names are told from mere mistakes
     */
    public TviewNames(Collection<Tview> tviews, Collection<Unregistered> unregistered) {
        this.tviews = List.copyOf(tviews);
        this.unregistered = unregistered;
        readings = List.of(
                index(tview -> Set.of(tview.entity())),
                index(tview -> withSchema(tview.table(), tview.view())),
                index(tview -> withoutSchema(tview.entity(), tview.table(), tview.view())));
    }

    private static Set<String> withSchema(QualifiedName... relations) {
        Set<String> names = new HashSet<>();
        for (QualifiedName relation : relations) {
            names.add(relation.toString());
            names.add(relation.schema() + "." + relation.name());
        }
        return names;
    }

    private static Set<String> withoutSchema(String entity, QualifiedName... relations) {
        Set<String> names = new HashSet<>();
        names.add(Identifier.of(entity).text());
        for (QualifiedName relation : relations) {
            names.add(relation.name());
            names.add(Identifier.of(relation.name()).text());
        }
        return names;
    }

    private Map<String, List<Tview>> index(Function<Tview, Set<String>> namesOf) {
        Map<String, List<Tview>> index = new HashMap<>();
        for (Tview tview : tviews) {
            for (String name : namesOf.apply(tview)) {
                index.computeIfAbsent(name, key -> new ArrayList<>(1)).add(tview);
            }
        }
        return index;
    }

    /**
     * The TVIEW of this name.
     *
     * @throws TvshException with {@link ExitCode#FATAL} if there is none, telling which may have been meant, or if it is the
     *     name of several
     */
    public Tview one(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    /**
     * The TVIEWs of these names, each once, in the order of all.
     *
     * @param values each a name, or several separated by commas
     * @throws TvshException as {@link #one} does
     */
    public List<Tview> all(List<String> values) {
        Set<Tview> wanted = new HashSet<>();
        for (String value : values) {
            // A whole value first: a name may hold a comma.
            Optional<Tview> whole = find(value);
            if (whole.isPresent()) {
                wanted.add(whole.get());
            } else {
                List.of(value.split(",")).forEach(name -> wanted.add(one(name.strip())));
            }
        }
        return tviews.stream().filter(wanted::contains).toList();
    }

    /** What is not registered and has this name; empty if that is the name of something registered, or of nothing. */
    public Optional<Unregistered> unregistered(String name) {
        return find(name).isPresent()
                ? Optional.empty()
                : unregistered.stream()
                        .filter(other -> namesOf(other).contains(name))
                        .findFirst();
    }

    private Optional<Tview> find(String name) {
        for (Map<String, List<Tview>> reading : readings) {
            List<Tview> found = reading.getOrDefault(name, List.of());
            if (found.size() == 1) {
                return Optional.of(found.get(0));
            }
            if (!found.isEmpty()) {
                throw new TvshException(
                        ExitCode.FATAL,
                        "'" + name + "' is the name of " + found.size() + " TVIEWs, write it with its schema",
                        found.stream()
                                .limit(SHOWN)
                                .map(tview -> tview.table().toString())
                                .toList());
            }
        }
        return Optional.empty();
    }

    private TvshException unknown(String name) {
        for (Unregistered other : unregistered) {
            if (namesOf(other).contains(name)) {
                return new TvshException(
                        ExitCode.FATAL,
                        other.shown() + " is not registered: the extension does not follow writes to its tables",
                        List.of("tviews    tells what to type"));
            }
        }
        Map<String, Set<String>> tables = new HashMap<>();
        for (Map<String, List<Tview>> reading : readings) {
            reading.forEach(
                    (other, found) -> found.forEach(tview -> tables.computeIfAbsent(other, key -> new TreeSet<>())
                            .add(tview.table().toString())));
        }
        List<String> near = NearNames.of(name, tables.keySet()).stream()
                .flatMap(other -> tables.getOrDefault(other, Set.of()).stream())
                .distinct()
                .limit(SHOWN)
                .toList();
        return new TvshException(
                ExitCode.FATAL,
                "no TVIEW named '" + name + "' is registered",
                List.of(near.isEmpty() ? "tviews" : "Did you mean " + String.join(" or ", near) + "?"));
    }

    private static Set<String> namesOf(Unregistered unregistered) {
        Set<String> names = new HashSet<>(Set.of(unregistered.entity()));
        List.of(unregistered.table(), unregistered.view())
                .forEach(relation -> relation.ifPresent(known -> {
                    names.addAll(withSchema(known));
                    names.addAll(withoutSchema(unregistered.entity(), known));
                }));
        return names;
    }
}
