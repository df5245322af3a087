/** Asks before statements that are often typed by accident; for people at a terminal only. */
@NullMarked
package dev.tvsh.shell.guard;

import org.jspecify.annotations.NullMarked;
