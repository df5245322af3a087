@NullMarked
package dev.tvsh.shell.input;

import org.jspecify.annotations.NullMarked;
