/** What pg_tviews itself calls healthy, and tvsh must not. */
@NullMarked
package dev.tvsh.commands.traps;

import org.jspecify.annotations.NullMarked;
