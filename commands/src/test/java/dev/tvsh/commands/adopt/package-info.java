/** Tests of {@code adopt}. */
@NullMarked
package dev.tvsh.commands.adopt;

import org.jspecify.annotations.NullMarked;
