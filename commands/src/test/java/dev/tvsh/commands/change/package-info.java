@NullMarked
package dev.tvsh.commands.change;

import org.jspecify.annotations.NullMarked;
