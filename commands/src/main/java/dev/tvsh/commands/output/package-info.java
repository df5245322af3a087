@NullMarked
package dev.tvsh.commands.output;

import org.jspecify.annotations.NullMarked;
