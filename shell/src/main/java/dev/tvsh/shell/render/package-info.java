@NullMarked
package dev.tvsh.shell.render;

import org.jspecify.annotations.NullMarked;
