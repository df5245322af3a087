/** Rehearses a start, so that the launcher can keep the loaded classes in an archive and later starts are fast. */
@NullMarked
package dev.tvsh.shell.warmup;

import org.jspecify.annotations.NullMarked;
