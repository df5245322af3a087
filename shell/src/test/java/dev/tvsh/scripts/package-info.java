/** The scripts of the checkout, run as a user runs them: as processes, on real servers. */
@NullMarked
package dev.tvsh.scripts;

import org.jspecify.annotations.NullMarked;
