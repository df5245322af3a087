@NullMarked
package dev.tvsh.shell;

import org.jspecify.annotations.NullMarked;
