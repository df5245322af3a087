/** Backups that are proved complete before they get their name. */
@NullMarked
package dev.tvsh.commands.backup;

import org.jspecify.annotations.NullMarked;
