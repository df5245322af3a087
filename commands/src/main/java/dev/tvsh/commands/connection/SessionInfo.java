package dev.tvsh.commands.connection;

/**
 * Who is connected to what, as the server told at connection time.
 *
 * @param host the host name, address or socket folder that was connected to
 * @param port the port
 * @param serverVersion for example {@code 15.12 (Debian 15.12-0+deb12u2)}
 * @param serverVersionNum for example 150012
 * @param backendPid the process id of the server process
 */
public record SessionInfo(
        String host,
        int port,
        String database,
        String user,
        boolean superuser,
        String serverVersion,
        int serverVersionNum,
        int backendPid) {}
