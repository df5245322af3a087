package dev.tvsh.commands.connection;

import java.io.IOException;
import java.net.SocketException;

/** Nobody answers at an address, or nothing leads there. */
final class UnreachableException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreachableException(SocketException e) {
        super(String.valueOf(e.getMessage()).replaceFirst(" \\(.*\\)$", ""), e);
    }
}
