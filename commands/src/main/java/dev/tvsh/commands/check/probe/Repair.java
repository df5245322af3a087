package dev.tvsh.commands.check.probe;

import dev.tvsh.templates.Rendered;

/**
 * One statement that repairs one object.
 *
 * @param database where it runs; empty for the database that is connected to
 */
public record Repair(String database, Rendered statement) {
    public boolean here() {
        return database.isEmpty();
    }

    /** The statement, and where it runs. */
    public String shown() {
        return statement.text() + (here() ? "" : "   in database " + database);
    }
}
