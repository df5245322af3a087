@NullMarked
package dev.tvsh.commands.queue;

import org.jspecify.annotations.NullMarked;
