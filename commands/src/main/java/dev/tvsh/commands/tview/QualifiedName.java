package dev.tvsh.commands.tview;

import dev.tvsh.templates.Identifier;
import java.util.Comparator;

/**
 * The name of a relation or function, with its schema: the form in which everything is written down that shall survive an
 * upgrade.
 *
 * @param schema the schema, unquoted
 * @param name the name in it, unquoted
 */
public record QualifiedName(String schema, String name) implements Comparable<QualifiedName> {
    private static final Comparator<QualifiedName> ORDER =
            Comparator.comparing(QualifiedName::schema).thenComparing(QualifiedName::name);

    /** The name as it stands in a statement. */
    public Identifier identifier() {
        return Identifier.of(schema, name);
    }

    @Override
    public int compareTo(QualifiedName other) {
        return ORDER.compare(this, other);
    }

    /** The name as a person reads and types it: quoted where SQL needs it. */
    @Override
    public String toString() {
        return identifier().text();
    }
}
