@NullMarked
package dev.tvsh.commands.tview.drift;

import org.jspecify.annotations.NullMarked;
