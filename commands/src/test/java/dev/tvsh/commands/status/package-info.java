@NullMarked
package dev.tvsh.commands.status;

import org.jspecify.annotations.NullMarked;
