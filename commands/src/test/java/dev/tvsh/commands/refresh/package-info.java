@NullMarked
package dev.tvsh.commands.refresh;

import org.jspecify.annotations.NullMarked;
