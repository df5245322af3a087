/** The running server as its host sees it, and how it is stopped and started. */
@NullMarked
package dev.tvsh.commands.cluster;

import org.jspecify.annotations.NullMarked;
