@NullMarked
package dev.tvsh.commands.readonly;

import org.jspecify.annotations.NullMarked;
