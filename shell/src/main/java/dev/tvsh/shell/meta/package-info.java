@NullMarked
package dev.tvsh.shell.meta;

import org.jspecify.annotations.NullMarked;
