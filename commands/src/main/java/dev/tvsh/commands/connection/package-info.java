@NullMarked
package dev.tvsh.commands.connection;

import org.jspecify.annotations.NullMarked;
