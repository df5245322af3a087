@NullMarked
package dev.tvsh.shell.interpreter;

import org.jspecify.annotations.NullMarked;
