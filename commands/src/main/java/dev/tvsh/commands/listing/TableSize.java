package dev.tvsh.commands.listing;

import org.jspecify.annotations.Nullable;

/**
 * How large a table is.
 *
 * @param rows as the server estimates it; null if it never counted
 * @param bytes with its indexes; null if the table could not be looked at without waiting
 */
record TableSize(@Nullable Long rows, @Nullable Long bytes) {
    static final TableSize UNKNOWN = new TableSize(null, null);
}
