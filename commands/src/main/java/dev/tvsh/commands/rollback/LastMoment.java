package dev.tvsh.commands.rollback;

import dev.tvsh.commands.connection.SqlRunner;

/** What is to be done in the transaction of a swap before anything is renamed. */
interface LastMoment {

    /**
     * Does it.
     *
     * @param maintenance in the transaction that renames; what is thrown here keeps it from that
     */
    void reach(SqlRunner maintenance);
}
