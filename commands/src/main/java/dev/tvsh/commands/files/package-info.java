@NullMarked
package dev.tvsh.commands.files;

import org.jspecify.annotations.NullMarked;
