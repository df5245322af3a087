/** Taking a cluster to another minor version, and going on after a crash. */
@NullMarked
package dev.tvsh.commands.upgrade;

import org.jspecify.annotations.NullMarked;
