@NullMarked
package dev.tvsh.commands.check.probe;

import org.jspecify.annotations.NullMarked;
