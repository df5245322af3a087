@NullMarked
package dev.tvsh.commands.cluster;

import org.jspecify.annotations.NullMarked;
