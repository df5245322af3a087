@NullMarked
package dev.tvsh.commands.registry;

import org.jspecify.annotations.NullMarked;
