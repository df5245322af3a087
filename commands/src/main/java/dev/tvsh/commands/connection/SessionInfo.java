package dev.tvsh.commands.connection;

import java.util.Optional;

/**
 * Who is connected to what, as the server told at connection time.
 *
 * @param host the host name, address or socket folder that was connected to
 * @param address the address of the host; empty for a socket
 * @param port the port
 * @param encryption the version of TLS and the cipher; empty if the connection is not encrypted
 * @param serverVersion for example {@code 15.12 (Debian 15.12-0+deb12u2)}
 * @param serverVersionNum for example 150012
 * @param backendPid the process id of the server process
 */
public record SessionInfo(
        String host,
        String address,
        int port,
        Optional<Encryption> encryption,
        String database,
        String user,
        boolean superuser,
        String serverVersion,
        int serverVersionNum,
        int backendPid) {

    /** From this major version on a superuser's session can keep event triggers from firing, among them those of a login. */
    public static final int SILENCES_EVENT_TRIGGERS = 17;

    /** The major version of the server, for example 15. */
    public int major() {
        return serverVersionNum / 10_000;
    }

    /**
     * How a connection is encrypted.
     *
     * @param protocol for example {@code TLSv1.3}
     * @param cipher for example {@code TLS_AES_256_GCM_SHA384}
     */
    public record Encryption(String protocol, String cipher) {}
}
