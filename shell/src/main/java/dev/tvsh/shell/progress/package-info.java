/** How far a statement has come that runs for long. */
@NullMarked
package dev.tvsh.shell.progress;

import org.jspecify.annotations.NullMarked;
