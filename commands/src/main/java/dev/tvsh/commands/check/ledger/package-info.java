@NullMarked
package dev.tvsh.commands.check.ledger;

import org.jspecify.annotations.NullMarked;
