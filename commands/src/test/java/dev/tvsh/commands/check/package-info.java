@NullMarked
package dev.tvsh.commands.check;

import org.jspecify.annotations.NullMarked;
