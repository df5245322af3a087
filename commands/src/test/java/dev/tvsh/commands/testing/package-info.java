/** Real PostgreSQL servers for tests. */
@NullMarked
package dev.tvsh.commands.testing;

import org.jspecify.annotations.NullMarked;
