@NullMarked
package dev.tvsh.commands.tview;

import org.jspecify.annotations.NullMarked;
