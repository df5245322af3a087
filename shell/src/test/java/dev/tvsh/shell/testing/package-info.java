@NullMarked
package dev.tvsh.shell.testing;

import org.jspecify.annotations.NullMarked;
