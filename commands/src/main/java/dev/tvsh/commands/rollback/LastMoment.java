package dev.tvsh.commands.rollback;

import dev.tvsh.commands.connection.SqlRunner;

/** What is to be done in the transaction of a swap before anything is renamed, and around that. */
interface LastMoment {

    /**
     * Does it, and renames.
     *
     * @param maintenance in the transaction that renames; what is thrown here keeps it from that
     * @param renaming renames; what it did when it failed can be taken back by a savepoint, and it can be run again
     */
    void reach(SqlRunner maintenance, Runnable renaming);
}
