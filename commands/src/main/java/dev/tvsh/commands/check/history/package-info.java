@NullMarked
package dev.tvsh.commands.check.history;

import org.jspecify.annotations.NullMarked;
