/** Names that need quoting, in every position, through every command. */
@NullMarked
package dev.tvsh.commands.names;

import org.jspecify.annotations.NullMarked;
