@NullMarked
package dev.tvsh.commands.validate;

import org.jspecify.annotations.NullMarked;
