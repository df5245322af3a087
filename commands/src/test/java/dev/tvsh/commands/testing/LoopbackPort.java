package dev.tvsh.commands.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A TCP port of the loopback interface for a server that a test starts. */
public final class LoopbackPort {

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private LoopbackPort() {}

    /**
     * One that nobody listens on now and that this never gives again. It is below those that Linux gives to clients, so
     * that none has it when the server starts or starts again.
     */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_768);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Waits until the server answers.
     *
     * @throws IllegalStateException with what its log says, if it ends or lets a minute pass
     */
    public static void await(int port, Process server, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline && server.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        throw new IllegalStateException("nobody answers at port " + port + ": " + Files.readString(log));
    }
}
