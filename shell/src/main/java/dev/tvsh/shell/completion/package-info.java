@NullMarked
package dev.tvsh.shell.completion;

import org.jspecify.annotations.NullMarked;
