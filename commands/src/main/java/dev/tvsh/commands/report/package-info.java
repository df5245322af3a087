/** What was done to this target, for those who were not there. */
@NullMarked
package dev.tvsh.commands.report;

import org.jspecify.annotations.NullMarked;
