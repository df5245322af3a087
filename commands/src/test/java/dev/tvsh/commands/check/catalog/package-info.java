@NullMarked
package dev.tvsh.commands.check.catalog;

import org.jspecify.annotations.NullMarked;
