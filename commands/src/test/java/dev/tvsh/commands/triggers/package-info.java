@NullMarked
package dev.tvsh.commands.triggers;

import org.jspecify.annotations.NullMarked;
