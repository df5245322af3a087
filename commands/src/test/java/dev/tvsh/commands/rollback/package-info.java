@NullMarked
package dev.tvsh.commands.rollback;

import org.jspecify.annotations.NullMarked;
