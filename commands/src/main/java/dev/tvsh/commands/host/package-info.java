@NullMarked
package dev.tvsh.commands.host;

import org.jspecify.annotations.NullMarked;
