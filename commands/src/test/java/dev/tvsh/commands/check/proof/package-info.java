@NullMarked
package dev.tvsh.commands.check.proof;

import org.jspecify.annotations.NullMarked;
