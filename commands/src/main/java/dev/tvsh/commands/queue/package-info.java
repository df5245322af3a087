/** {@code queue}: what is known of pending work. */
@NullMarked
package dev.tvsh.commands.queue;

import org.jspecify.annotations.NullMarked;
