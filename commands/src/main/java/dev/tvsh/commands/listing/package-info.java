/** {@code tviews}, {@code tview} and {@code triggers}: what there is, and how it stands. */
@NullMarked
package dev.tvsh.commands.listing;

import org.jspecify.annotations.NullMarked;
