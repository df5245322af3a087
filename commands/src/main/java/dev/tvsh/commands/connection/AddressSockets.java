package dev.tvsh.commands.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Makes sockets that connect to one address, whatever name of its host they are told. */
final class AddressSockets extends SocketFactory {

    private final InetAddress address;

    AddressSockets(InetAddress address) {
        this.address = address;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress named, int limitMillis) throws IOException {
                super.connect(new InetSocketAddress(address, ((InetSocketAddress) named).getPort()), limitMillis);
            }
        };
    }

    @Override
    public Socket createSocket(String name, int port) throws IOException {
        return new Socket(address, port);
    }

    @Override
    public Socket createSocket(String name, int port, InetAddress local, int localPort) throws IOException {
        return new Socket(address, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress name, int port) throws IOException {
        return new Socket(address, port);
    }

    @Override
    public Socket createSocket(InetAddress name, int port, InetAddress local, int localPort) throws IOException {
        return new Socket(address, port, local, localPort);
    }
}
