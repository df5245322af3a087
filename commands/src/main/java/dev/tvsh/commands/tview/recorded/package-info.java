/** What a database has written down of refreshes and of waiting work, where its surface does that. */
@NullMarked
package dev.tvsh.commands.tview.recorded;

import org.jspecify.annotations.NullMarked;
