@NullMarked
package dev.tvsh.commands;

import org.jspecify.annotations.NullMarked;
