/** {@code adopt}: registrations of TVIEWs again, by name. */
@NullMarked
package dev.tvsh.commands.adopt;

import org.jspecify.annotations.NullMarked;
