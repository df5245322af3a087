@NullMarked
package dev.tvsh.shell.replay;

import org.jspecify.annotations.NullMarked;
