/** How every change goes: shown with its undo, asked for, and made by one tvsh at a time. */
@NullMarked
package dev.tvsh.commands.change;

import org.jspecify.annotations.NullMarked;
