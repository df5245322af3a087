package dev.tvsh.commands.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A second server that follows a first one. */
public final class Standby {
    private Standby() {}

    /**
     * Makes one, running; the first is stopped while it is copied.
     *
     * @param name what it calls itself
     */
    public static TestCluster of(TestCluster primary, String name) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "tvsh");
        TestCluster standby = new TestCluster(folder, primary.binaries(), "");
        primary.stop();
        Lab.copy(primary.dataDirectory(), standby.dataDirectory());
        primary.startServer();
        standby.configure();
        Files.writeString(
                standby.dataDirectory().resolve("test.conf"),
                "primary_conninfo = 'host=%s port=%d user=%s application_name=''%s'''%n"
                        .formatted(primary.host(), primary.port(), primary.user(), name),
                StandardOpenOption.APPEND);
        Files.createFile(standby.dataDirectory().resolve("standby.signal"));
        standby.startServer();
        return standby;
    }
}
