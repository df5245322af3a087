/** The way back: the old binaries, or a backup restored beside and swapped in. */
@NullMarked
package dev.tvsh.commands.rollback;

import org.jspecify.annotations.NullMarked;
