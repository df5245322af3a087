@NullMarked
package dev.tvsh.commands.upgrade;

import org.jspecify.annotations.NullMarked;
