@NullMarked
package dev.tvsh.shell.guard;

import org.jspecify.annotations.NullMarked;
