/** Tests of {@code export-tviews}. */
@NullMarked
package dev.tvsh.commands.export;

import org.jspecify.annotations.NullMarked;
