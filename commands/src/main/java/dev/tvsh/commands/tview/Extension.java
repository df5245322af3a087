package dev.tvsh.commands.tview;

import dev.tvsh.templates.Ref;
import java.util.List;
import java.util.Optional;

/**
 * The extension as the catalogs have it.
 *
 * @param version the version that CREATE or ALTER EXTENSION gave it; the same for every release so far
 * @param schema the schema that it is installed in
 * @param owner the role that owns it
 * @param library the version that its library tells in a new session
 * @param libraryAsked whether the role may ask the library; if it did and has no answer, the library is missing
 * @param objects which release its SQL objects were made by
 * @param metadata the table of registrations, if it has one
 * @param registrations what stands for the registrations in a statement, behind FROM and with an alias: it has the columns of
 *     {@code pg_tview_meta} on every surface. Undetermined where they cannot be read.
 */
public record Extension(
        String version,
        String schema,
        String owner,
        Fact<String> library,
        boolean libraryAsked,
        SqlObjects objects,
        Optional<QualifiedName> metadata,
        Fact<Ref> registrations) {
    /** Whether the library is known to be of another release than the SQL objects. */
    public boolean swapped() {
        return library.map(version -> !new LibraryVersion(version).made(objects))
                .orElse(false);
    }

    /** Whether a new row reaches the tables of TVIEWs; unless the library is known, it does not. */
    public boolean writesNewRows() {
        return library.map(version -> new LibraryVersion(version).atLeastBeta(7))
                .orElse(false);
    }

    /** What it is, in a few words: {@code 0.1.0-beta.8}, or {@code library 0.1.0-beta.8, SQL objects of beta.2}. */
    public String shown() {
        if (library instanceof Fact.Undetermined) {
            return "library unknown, SQL objects of " + objects.label();
        }
        LibraryVersion version = new LibraryVersion(library.orElse(""));
        if (swapped()) {
            return "library " + version.text() + ", SQL objects of " + objects.label();
        }
        return version.first() ? version.text() + ", SQL objects of " + objects.label() : version.text();
    }

    /**
     * The functions that may be called with both facts as they are; none where either is unknown. tvsh refreshes with statements
     * of its own everywhere, since those of the extension name no schema.
     */
    public List<String> callable() {
        LibraryVersion version = new LibraryVersion(library.orElse(""));
        if (objects != SqlObjects.BETA_3 && objects != SqlObjects.BETA_7) {
            return List.of();
        }
        if (version.atLeastBeta(7)) {
            return List.of("pg_tviews_refresh", "pg_tviews_create", "pg_tviews_drop");
        }
        // The releases between crash at the next statement after they have created or dropped a TVIEW.
        return version.atLeastBeta(3) ? List.of("pg_tviews_refresh") : List.of();
    }
}
