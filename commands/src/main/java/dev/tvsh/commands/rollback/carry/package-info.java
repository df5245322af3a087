/** What was written since a backup, carried over into the database that is restored from it. */
@NullMarked
package dev.tvsh.commands.rollback.carry;

import org.jspecify.annotations.NullMarked;
