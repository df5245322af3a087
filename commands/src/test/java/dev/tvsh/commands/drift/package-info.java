/** Tests of {@code drift}. */
@NullMarked
package dev.tvsh.commands.drift;

import org.jspecify.annotations.NullMarked;
