/** Filling the tables of TVIEWs again from their views. */
@NullMarked
package dev.tvsh.commands.refresh;

import org.jspecify.annotations.NullMarked;
