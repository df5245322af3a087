@NullMarked
package dev.tvsh.commands.drain;

import org.jspecify.annotations.NullMarked;
