@NullMarked
package dev.tvsh.commands.backup;

import org.jspecify.annotations.NullMarked;
