@NullMarked
package dev.tvsh.commands.listing;

import org.jspecify.annotations.NullMarked;
