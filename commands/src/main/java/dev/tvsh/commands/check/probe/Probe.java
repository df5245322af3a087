package dev.tvsh.commands.check.probe;

/** Looks at what no single query can tell. It only reads. */
@FunctionalInterface
interface Probe {
    /**
     * Looks.
     *
     * @throws dev.tvsh.commands.connection.DatabaseException if the server refuses; the check is then undetermined
     */
    Answer look(CheckContext context);
}
