@NullMarked
package dev.tvsh.shell.terminal;

import org.jspecify.annotations.NullMarked;
