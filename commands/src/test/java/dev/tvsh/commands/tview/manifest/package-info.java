@NullMarked
package dev.tvsh.commands.tview.manifest;

import org.jspecify.annotations.NullMarked;
