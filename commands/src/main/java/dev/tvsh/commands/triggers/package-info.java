/** Switching the triggers of TVIEWs off, and back to exactly what they were. */
@NullMarked
package dev.tvsh.commands.triggers;

import org.jspecify.annotations.NullMarked;
