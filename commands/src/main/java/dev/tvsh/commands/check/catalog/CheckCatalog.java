package dev.tvsh.commands.check.catalog;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.tview.NearNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All checks, read from the JSON files beside this class.
 *
 * <p><b>How to add a check.</b> Add an object to the {@code checks} of one of the files in {@link #FILES}:
 *
 * <pre>
 * id        dotted, lower case, for ever                      "env.invalid_indexes"
 * title     what it looks at                                  "invalid indexes"
 * why       one sentence                                      "They cost on every write, and nobody reads them."
 * routes    severity (block, warn, notice, manual) by route   {"any": "warn", "pg-upgrade": "block"}
 *           (pg-minor, pg-upgrade, dump-restore, ext-minor, ext-major; any: those not named. Without "any" it is asked
 *           on the named routes only.)
 * window    which versions; each part may be left out         {"from": "14", "before": "17", "to": "16", "toBefore": "17.6",
 *           (see {@link Window})                               "crosses": "16", "fixed": ["14.9", "15.4"],
 *                                                            "into": {"15.16": "15.19"}}
 * and one of
 *   sql     a template, asked where tvsh is connected         "sql/check/environment/prepared.sql.vm"
 *           with "in": "each" in every database               (the default is "in": "database")
 *           with "with": {…} for a template that several share: it gets literals of these names
 *           with "data": FILE, an array of objects beside this class: it gets them as the list $data of literals
 *   host    a template, run on the server's host              "host/check/space.sh.vm"
 *   probe   a class in the registry of probes                 "drift"
 *   manual  what a person has to look at                      "Does the application's driver know the new version?"
 * one, many what one object and several are called            "invalid index", "invalid indexes"
 * remedy    what to do, in words                              "REINDEX INDEX CONCURRENTLY, or drop"
 * fix       {"command": "refresh-all"} or {"sql": template}   may be left out; with "undo" how it is taken back, in words,
 *           where it makes more than the same object anew
 * lasting   false if the answer is of the moment or of this machine; a replay does not compare it then
 * urgent    true if status shall tell it too (TVIEWs only)
 * named     true if it takes so long that it is asked only where it was named
 * unproved  why no test can plant the fault; left out otherwise
 * source    release note, documentation or code that it is known from
 * </pre>
 *
 * <p>The answer of a query: no rows, all is well. Each row is one problem:
 *
 * <pre>
 * object        its name, qualified and quoted; waivers and comparisons go by it (required)
 * detail        how it is shown, if not by its name: "'pay-8841' in shop"
 * age, bytes    numbers (seconds, bytes) that are added to it: "3 h old", "1.2 GB"
 * severity      where a row is worse or better than the route says
 * remedy        where the row knows better than the catalog; the first row's counts
 * undetermined  why it cannot be told; not NULL makes the whole check undetermined, "object" does not matter then
 * schema, name  for a fix by statement
 * built         what changes when the object is made anew; with "fixed", one that was made anew since the server has the correction
 *               is no problem any more
 * unseen        true where nothing in the cluster shows that it was repaired; the remedy then ends with the command that waives it
 * </pre>
 *
 * <p>A template of a query gets the literals {@code $from} and {@code $to} (version numbers such as 150012; 0 if there is no
 * target; a target without minor counts as its last one), {@code $release} (the release of the extension to upgrade to, or an
 * empty text) and the booleans {@code $since14}, {@code $since15} … {@code $since18}
 * for the server. It is one statement that reads catalogs only, names them by {@code pg_catalog}, waits for no lock and calls
 * nothing of pg_tviews. A host template gets what {@code HostProbe} says and prints {@code problem=OBJECT}, {@code
 * problem=OBJECT<TAB>DETAIL} or {@code undetermined=REASON}.
 *
 * <p>A test plants the fault, runs that one check, asserts the finding, takes the fault away and asserts silence.
 */
public final class CheckCatalog {
    /** The file with all that is urgent. */
    private static final String TVIEWS = "tviews.json";

    /** The files with checks, in the order in which they are asked. */
    static final List<String> FILES = List.of(
            TVIEWS,
            "environment.json",
            "pg-upgrade.json",
            "configuration.json",
            "behaviour.json",
            "extensions.json",
            "debts.json");

    private final Map<String, CheckSpec> byId = new HashMap<>();
    private final List<CheckSpec> all = new ArrayList<>();

    private CheckCatalog() {}

    /**
     * Reads all files.
     *
     * @throws IllegalArgumentException if one of them is not in order
     */
    public static CheckCatalog read() {
        return read(FILES);
    }

    /**
     * What makes writes fail or TVIEWs silently stale, and can be told at once. Every start at a terminal asks for it, so that only
     * the file that has it is read.
     */
    public static List<CheckSpec> urgent() {
        return read(List.of(TVIEWS)).all.stream().filter(CheckSpec::urgent).toList();
    }

    private static CheckCatalog read(List<String> files) {
        CheckCatalog catalog = new CheckCatalog();
        for (String file : files) {
            for (JsonNode check : json(file).path("checks")) {
                catalog.add(new SpecReader(file, check).read());
            }
        }
        return catalog;
    }

    private void add(CheckSpec spec) {
        if (byId.put(spec.id(), spec) != null) {
            throw new IllegalArgumentException("two checks " + spec.id());
        }
        all.add(spec);
    }

    /** What a file beside this class holds. */
    static JsonNode json(String file) {
        try (InputStream in = CheckCatalog.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no file " + file);
            }
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them. */
    public List<CheckSpec> all() {
        return List.copyOf(all);
    }

    public Optional<CheckSpec> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * The checks that a word names: the one of this id, or with {@code tv.*} and {@code tv.} all whose id begins so.
     *
     * @throws TvshException with {@link ExitCode#FATAL} if it names none
     */
    public List<CheckSpec> named(String word) {
        String group = word.replaceFirst("\\.\\*?$", ".");
        List<CheckSpec> named = all.stream()
                .filter(check -> group.endsWith(".")
                        ? check.id().startsWith(group)
                        : check.id().equals(word))
                .sorted(Comparator.comparing(CheckSpec::id))
                .toList();
        if (named.isEmpty()) {
            throw unknown(word);
        }
        return named;
    }

    /**
     * The check of this id.
     *
     * @throws TvshException with {@link ExitCode#FATAL} if there is none
     */
    public CheckSpec require(String id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    private TvshException unknown(String word) {
        List<String> near = NearNames.of(word, byId.keySet());
        String advice = near.isEmpty() ? "check --list" : "near: " + String.join(", ", near) + "   all: check --list";
        return new TvshException(ExitCode.FATAL, "there is no check " + word, List.of(advice));
    }
}
