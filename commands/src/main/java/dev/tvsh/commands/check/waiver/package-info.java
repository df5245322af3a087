@NullMarked
package dev.tvsh.commands.check.waiver;

import org.jspecify.annotations.NullMarked;
