package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.CopySource;

/** Where the data of a COPY comes from or goes to, if that is not where statements come from and results go. */
public interface CopyTarget {

    /** The data that goes to the server. */
    CopySource source();

    /** Takes data of the server. */
    void take(byte[] data);
}
