@NullMarked
package dev.tvsh.commands.report;

import org.jspecify.annotations.NullMarked;
