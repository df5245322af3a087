package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.manifest.Difference.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares one TVIEW with what the manifest has of it. */
final class TviewComparer {
    private final Differences differences;
    private final GrantComparison grants;
    private final boolean whole;
    private final boolean otherMajor;

    /**
     * @param form the form of the manifest: what its form does not have cannot be compared
     * @param otherMajor whether a server of another major version has written it
     */
    TviewComparer(Differences differences, GrantComparison grants, int form, boolean otherMajor) {
        this.whole = form > 1;
        this.otherMajor = otherMajor;
        this.differences = differences;
        this.grants = grants;
    }

    void compare(Manifest.TviewEntry was, Manifest.TviewEntry is) {
        Registration before = was.registration();
        Registration now = is.registration();
        String name = before.table().toString();
        compare(Weight.TVIEW, "table of " + before.entity(), before.table(), now.table());
        compare(Weight.TVIEW, "view of " + before.entity(), before.view(), now.view());
        compare(Weight.TVIEW, "dependencies of " + name, before.dependencies(), now.dependencies());
        compare(Weight.TVIEW, "fk columns of " + name, before.fkColumns(), now.fkColumns());
        compare(Weight.TVIEW, "uuid fk columns of " + name, before.uuidFkColumns(), now.uuidFkColumns());
        compare(Weight.TVIEW, "dependency types of " + name, before.dependencyTypes(), now.dependencyTypes());
        compare(Weight.TVIEW, "dependency paths of " + name, before.dependencyPaths(), now.dependencyPaths());
        compare(Weight.TVIEW, "array match keys of " + name, before.arrayMatchKeys(), now.arrayMatchKeys());
        compare(Weight.REST, "registered definition of " + name, before.definition(), now.definition());
        if (was.viewDefinition() != null && is.viewDefinition() != null) {
            text(before.view().toString(), was.viewDefinition(), is.viewDefinition());
        }
        drift(name, was.drift(), is.drift());
        relation(name, was.table(), is.table());
        relation(before.view().toString(), was.view(), is.view());
    }

    /** Drift may be less than it was, a refresh sees to that; more is a difference. */
    private void drift(String name, @Nullable Drift was, @Nullable Drift is) {
        if (was != null && is != null && is.worseThan(was)) {
            differences.differ(Weight.TVIEW, "drift of " + name, was.shown(), is.shown());
        }
    }

    private void relation(String name, Manifest.RelationFacts was, Manifest.RelationFacts is) {
        compare(Weight.RIGHTS, "owner of " + name, was.owner(), is.owner());
        grants.compare(name, was.grants(), is.grants());
        if (whole) {
            compare(Weight.TVIEW, "columns of " + name, was.columns(), is.columns());
            compare(Weight.REST, "options of " + name, was.options(), is.options());
            lists("constraint of", name, was.constraints(), is.constraints());
            lists("index", name, was.indexes(), is.indexes());
            compare(Weight.REST, "comments on columns of " + name, was.columnComments(), is.columnComments());
        }
        lists("view on " + name, "", was.dependents(), is.dependents());
        compare(Weight.REST, "comment on " + name, was.comment(), is.comment());
    }

    private void lists(String kind, String name, List<String> was, List<String> is) {
        List<String> lost = new ArrayList<>(was);
        lost.removeAll(is);
        List<String> added = new ArrayList<>(is);
        added.removeAll(was);
        String what = (kind + " " + name).strip();
        lost.forEach(one -> differences.differ(Weight.REST, what, one, "nothing"));
        added.forEach(one -> differences.differ(Weight.REST, what, "nothing", one));
    }

    /** Shows where two long texts begin to differ. */
    private void text(String view, String was, String is) {
        if (ViewText.same(was, is, otherMajor)) {
            return;
        }
        int at = 0;
        while (at < was.length() && at < is.length() && was.charAt(at) == is.charAt(at)) {
            at++;
        }
        differences.differ(Weight.TVIEW, "definition of " + view, from(was, at), from(is, at));
    }

    private static String from(String text, int at) {
        int begin = Math.max(0, at - 20);
        int end = Math.min(text.length(), at + 40);
        String part = text.substring(begin, end).replaceAll("\\s+", " ").strip();
        return "'" + (begin > 0 ? "…" : "") + part + (end < text.length() ? "…" : "") + "'";
    }

    private void compare(Weight weight, String what, Object was, Object is) {
        if (!Objects.equals(was, is)) {
            differences.differ(weight, what, was.toString(), is.toString());
        }
    }

    /** Takes a difference. */
    @FunctionalInterface
    interface Differences {
        void differ(Weight weight, String what, String expected, String actual);
    }

    /** Compares rights. */
    @FunctionalInterface
    interface GrantComparison {
        void compare(String object, List<Manifest.Grant> was, List<Manifest.Grant> is);
    }
}
