@NullMarked
package dev.tvsh.commands.journal;

import org.jspecify.annotations.NullMarked;
