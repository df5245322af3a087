@NullMarked
package dev.tvsh.commands.transcript;

import org.jspecify.annotations.NullMarked;
