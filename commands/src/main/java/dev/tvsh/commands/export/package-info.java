/** {@code export-tviews}: TVIEWs with registrations and rights, written down by name. */
@NullMarked
package dev.tvsh.commands.export;

import org.jspecify.annotations.NullMarked;
