package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.tview.manifest.Difference.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares a database as it is with a manifest.
 *
 * @param differences what is not as the manifest has it, the worst first; in the same order on every run
 * @param undetermined what could not be compared, and why
 */
public record ManifestComparison(List<Difference> differences, List<String> undetermined) {
    public ManifestComparison {
        differences = List.copyOf(differences);
        undetermined = List.copyOf(undetermined);
    }

    /** What may differ without being told. */
    public enum Ignoring {
        SERVER_VERSION,
        /** For another cluster: after pg_upgrade, or a restore elsewhere. */
        SYSTEM_IDENTIFIER,
        /** For a restore into a side database. */
        DATABASE_NAME,
        /** For a restore into a database beside, which cannot have it. */
        BOUND_EXTENSION,
        /** For what could not be determined when it was recorded, where whoever decides was told so. */
        UNRECORDED,
        /** For TVIEWs that were filled anew: their rows may have got other ids and times. */
        TVIEW_CONTENT
    }

    /** Compares what was recorded with what is. */
    public static ManifestComparison of(Manifest expected, Manifest actual, Ignoring... ignoring) {
        return of(expected, actual, Set.of(ignoring));
    }

    /** Compares what was recorded with what is. */
    public static ManifestComparison of(Manifest expected, Manifest actual, Set<Ignoring> ignored) {
        Comparer comparer = new Comparer(expected, actual);
        comparer.database(ignored);
        comparer.extension();
        comparer.registrations(ignored);
        comparer.triggers();
        comparer.rows();
        comparer.rest();
        return comparer.result(ignored);
    }

    public boolean equal() {
        return differences.isEmpty() && undetermined.isEmpty();
    }

    /** One comparison as it goes. */
    private static final class Comparer {
        private static final String ABSENT = "nothing";

        private final Manifest expected;
        private final Manifest actual;
        private final List<Difference> differences = new ArrayList<>();
        private final Set<String> undetermined = new TreeSet<>();

        Comparer(Manifest expected, Manifest actual) {
            this.expected = expected;
            this.actual = actual;
        }

        ManifestComparison result(Set<Ignoring> ignored) {
            Map<String, String> now = new TreeMap<>(actual.undetermined());
            if (ignored.contains(Ignoring.UNRECORDED)) {
                now.keySet().removeAll(expected.undetermined().keySet());
            } else {
                expected.undetermined().forEach((what, why) -> undetermined.add(what + ", when recorded: " + why));
            }
            now.forEach((what, why) -> undetermined.add(what + ": " + why));
            return new ManifestComparison(differences.stream().sorted().toList(), List.copyOf(undetermined));
        }

        void database(Set<Ignoring> ignored) {
            if (!ignored.contains(Ignoring.SERVER_VERSION)) {
                compare(
                        Weight.REST,
                        "server version",
                        expected.server().version(),
                        actual.server().version());
            }
            if (!ignored.contains(Ignoring.SYSTEM_IDENTIFIER)) {
                compareKnown(
                        "system identifier",
                        expected.server().systemIdentifier(),
                        actual.server().systemIdentifier());
            }
            compareKnown(
                    "shared_preload_libraries",
                    expected.server().preload(),
                    actual.server().preload());
            Manifest.DatabaseFacts was = expected.database();
            Manifest.DatabaseFacts is = actual.database();
            if (!ignored.contains(Ignoring.DATABASE_NAME)) {
                compare(Weight.REST, "database name", was.name(), is.name());
            }
            compare(Weight.RIGHTS, "owner of the database", was.owner(), is.owner());
            compare(Weight.REST, "encoding", was.encoding(), is.encoding());
            compare(Weight.REST, "collation", was.collate(), is.collate());
            compare(Weight.REST, "character type", was.ctype(), is.ctype());
            compare(
                    Weight.REST,
                    "connection limit",
                    Integer.toString(was.connectionLimit()),
                    Integer.toString(is.connectionLimit()));
            origin(was.origin(), is.origin());
            grants("the database", was.grants(), is.grants());
            // Without its search_path the sessions of the application do not find the extension.
            maps(Weight.TVIEW, "setting ", settings(was), settings(is));
            maps(Weight.REST, "extension ", extensions(was, ignored), extensions(is, ignored));
        }

        private static Map<String, String> extensions(Manifest.DatabaseFacts database, Set<Ignoring> ignored) {
            return ignored.contains(Ignoring.BOUND_EXTENSION)
                    ? BoundExtension.without(database.extensions())
                    : database.extensions();
        }

        private void origin(@Nullable DatabaseOrigin was, @Nullable DatabaseOrigin is) {
            if (was != null && is != null) {
                compare(Weight.REST, "locale of the database", was.shownLocale(), is.shownLocale());
                compare(Weight.REST, "tablespace of the database", was.tablespace(), is.tablespace());
                compare(Weight.REST, "comment on the database", orAbsent(was.comment()), orAbsent(is.comment()));
            }
        }

        private static String orAbsent(String text) {
            return text.isEmpty() ? ABSENT : text;
        }

        private static Map<String, String> settings(Manifest.DatabaseFacts database) {
            Map<String, String> settings = new TreeMap<>();
            for (Manifest.Setting setting : database.settings()) {
                String role = setting.role().isEmpty() ? "" : " for role " + setting.role();
                settings.put(setting.name() + role, setting.value());
            }
            return settings;
        }

        void extension() {
            Manifest.ExtensionFacts was = expected.extension();
            Manifest.ExtensionFacts is = actual.extension();
            if (was == null || is == null) {
                compare(
                        Weight.TVIEW,
                        "extension pg_tviews",
                        was == null ? ABSENT : was.version(),
                        is == null ? ABSENT : is.version());
                return;
            }
            compare(Weight.TVIEW, "schema of pg_tviews", was.schema(), is.schema());
            compare(Weight.RIGHTS, "owner of pg_tviews", was.owner(), is.owner());
            compareKnown("library of pg_tviews", was.library(), is.library());
            Map<String, Manifest.MemberGrants> members = byKey(actual.members(), Comparer::shown);
            for (Manifest.MemberGrants member : expected.members()) {
                Manifest.MemberGrants now = members.get(shown(member));
                if (now == null) {
                    differ(Weight.TVIEW, shown(member), "there", ABSENT);
                } else {
                    compare(Weight.RIGHTS, "owner of " + shown(member), member.owner(), now.owner());
                    grants(shown(member), member.grants(), now.grants());
                }
            }
        }

        private static String shown(Manifest.MemberGrants member) {
            if (!member.kind().equals("FUNCTION")) {
                return member.name().toString();
            }
            return member.arguments().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", member.name() + "(", ")"));
        }

        private boolean otherMajor() {
            return expected.server().versionNum() / 10_000 != actual.server().versionNum() / 10_000;
        }

        void registrations(Set<Ignoring> ignored) {
            Map<String, Manifest.TviewEntry> now =
                    byKey(actual.tviews(), entry -> entry.registration().entity());
            for (Manifest.TviewEntry entry : expected.tviews()) {
                String entity = entry.registration().entity();
                Manifest.TviewEntry other = now.remove(entity);
                if (other == null) {
                    differ(
                            Weight.TVIEW,
                            "TVIEW " + entry.registration().table(),
                            "registered as " + entity,
                            "not registered");
                } else {
                    new TviewComparer(this::differ, this::grants, expected.schema(), otherMajor())
                            .compare(entry, other);
                    if (!ignored.contains(Ignoring.TVIEW_CONTENT)) {
                        content(entry.registration().table().toString(), entry.content(), other.content());
                    }
                }
            }
            now.forEach((entity, entry) ->
                    differ(Weight.REST, "TVIEW " + entry.registration().table(), ABSENT, "registered as " + entity));
            Set<Object> before = new TreeSet<>(expected.dangling().stream()
                    .map(dangling -> dangling.entity())
                    .toList());
            actual.dangling().stream()
                    .filter(dangling -> !before.contains(dangling.entity()))
                    .forEach(dangling -> differ(
                            Weight.TVIEW,
                            "registration of " + dangling.entity(),
                            "whole",
                            String.join(", ", dangling.gone()) + " missing"));
        }

        void triggers() {
            maps(Weight.TVIEW, "trigger ", triggerStates(expected), triggerStates(actual));
            maps(Weight.TVIEW, "event trigger ", eventTriggerStates(expected), eventTriggerStates(actual));
        }

        private static Map<String, String> triggerStates(Manifest manifest) {
            Map<String, String> states = new TreeMap<>();
            manifest.triggers()
                    .forEach(trigger -> states.put(
                            trigger.name() + " on " + trigger.table(),
                            trigger.firing().letter() + ", calls " + trigger.handler() + " for " + trigger.entity()));
            return states;
        }

        private static Map<String, String> eventTriggerStates(Manifest manifest) {
            Map<String, String> states = new TreeMap<>();
            manifest.eventTriggers()
                    .forEach(trigger -> states.put(
                            trigger.name(), trigger.firing().letter() + " on " + String.join(", ", trigger.tags())));
            return states;
        }

        void rows() {
            rows(expected.baseTables(), actual.baseTables(), "gone, or no TVIEW reads it");
        }

        /** Only where both were looked at. */
        void rest() {
            Manifest.Rest was = expected.rest();
            Manifest.Rest is = actual.rest();
            if (was == null || is == null) {
                return;
            }
            rows(was.tables(), is.tables(), "gone");
            Manifest.LargeObjects before = was.largeObjects();
            Manifest.LargeObjects now = is.largeObjects();
            if (before == null || now == null) {
                return;
            }
            compare(Weight.DATA, "large objects", Long.toString(before.number()), Long.toString(now.number()));
            if (before.number() == now.number() && before.content() != null && now.content() != null) {
                compare(Weight.DATA, "content of large objects", before.content(), now.content());
            }
        }

        private void rows(List<Manifest.TableRows> was, List<Manifest.TableRows> is, String gone) {
            Map<String, Manifest.TableRows> now =
                    byKey(is, table -> table.table().toString());
            for (Manifest.TableRows table : was) {
                String name = table.table().toString();
                Manifest.TableRows other = now.get(name);
                if (other == null) {
                    differ(Weight.DATA, "table " + name, "there", gone);
                } else if (table.rows() != null && other.rows() != null) {
                    compare(
                            Weight.DATA,
                            "rows of " + name,
                            table.rows().toString(),
                            other.rows().toString());
                    if (table.rows().equals(other.rows())) {
                        content(name, table.content(), other.content());
                    }
                }
            }
        }

        /** Where one of them was not summed up there is nothing to compare. */
        private void content(String table, @Nullable String was, @Nullable String is) {
            if (was == null || is == null || was.equals(is)) {
                return;
            }
            if (way(was).equals(way(is))) {
                differ(Weight.DATA, "rows of " + table, "as recorded", "changed");
            } else {
                undetermined.add("content of " + table + ": the two servers sum rows up in different ways");
            }
        }

        private static String way(String content) {
            return content.substring(0, content.indexOf(' ') + 1);
        }

        private void grants(String object, List<Manifest.Grant> was, List<Manifest.Grant> is) {
            maps(Weight.RIGHTS, "rights on " + object + " of ", rights(was), rights(is));
        }

        private static Map<String, String> rights(List<Manifest.Grant> grants) {
            Map<String, String> rights = new TreeMap<>();
            for (Manifest.Grant grant : grants) {
                String who = grant.grantee().isEmpty() ? "everyone" : grant.grantee();
                String where = grant.column().isEmpty() ? "" : ", column " + grant.column();
                // New in PostgreSQL 17, and every owner has it there.
                String what = grant.privileges().stream()
                        .filter(privilege -> !privilege.equals("MAINTAIN"))
                        .collect(Collectors.joining(", "));
                rights.put(who + where + (grant.grantable() ? ", to grant on" : ""), what);
            }
            return rights;
        }

        private void maps(Weight weight, String prefix, Map<String, String> was, Map<String, String> is) {
            Set<String> names = new TreeSet<>(was.keySet());
            names.addAll(is.keySet());
            for (String name : names) {
                compare(weight, prefix + name, was.getOrDefault(name, ABSENT), is.getOrDefault(name, ABSENT));
            }
        }

        /** Facts that may be undetermined; then they stand among the undetermined already. */
        private void compareKnown(String what, @Nullable String was, @Nullable String is) {
            if (was != null && is != null) {
                compare(Weight.REST, what, was, is);
            }
        }

        private void compare(Weight weight, String what, String was, String is) {
            if (!Objects.equals(was, is)) {
                differ(weight, what, was, is);
            }
        }

        private void differ(Weight weight, String what, String was, String is) {
            differences.add(new Difference(weight, what, was, is));
        }

        private static <T> Map<String, T> byKey(List<T> values, Function<T, String> key) {
            Map<String, T> byKey = new TreeMap<>();
            values.forEach(value -> byKey.put(key.apply(value), value));
            return byKey;
        }
    }
}
