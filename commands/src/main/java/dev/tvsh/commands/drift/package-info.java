/** {@code drift}: how the tables of TVIEWs stand against their views. */
@NullMarked
package dev.tvsh.commands.drift;

import org.jspecify.annotations.NullMarked;
