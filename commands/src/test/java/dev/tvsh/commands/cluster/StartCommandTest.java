package dev.tvsh.commands.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartCommandTest {

    @Test
    void optionsComeAlongWithoutTheDataDirectory() {
        StartCommand command = StartCommand.parse(
                "/usr/lib/postgresql/15/bin/postgres \"-D\" \"/var/lib/my data\" \"-c\""
                        + " \"config_file=/etc/postgresql/15/main/postgresql.conf\" \"-c\" \"unix_socket_directories=\"");
        assertThat(command.program()).isEqualTo("/usr/lib/postgresql/15/bin/postgres");
        assertThat(command.directory()).isEqualTo("/var/lib/my data");
        assertThat(command.options())
                .containsExactly(
                        "-c", "config_file=/etc/postgresql/15/main/postgresql.conf", "-c", "unix_socket_directories=");
    }

    @Test
    void aProgramWithoutOptions() {
        assertThat(StartCommand.parse("/usr/bin/postgres"))
                .isEqualTo(new StartCommand("/usr/bin/postgres", "", List.of()));
        assertThat(StartCommand.parse("/usr/bin/postgres \"-D/data\"").directory())
                .isEqualTo("/data");
    }

    @Test
    void theFirstErrorOfALogIsFoundBehindAnyPrefix() {
        String log = """
                waiting for server to start....
                2026-11-21 10:00:00.1 UTC [17] user=,db= LOG:  starting PostgreSQL
                2026-11-21 10:00:00.2 UTC [17] user=,db= FATAL:  could not open "x: ERROR"
                 stopped waiting
                """;
        assertThat(BinarySwitch.firstError(log)).isEqualTo("could not open \"x: ERROR\"");
        assertThat(BinarySwitch.firstError("pg_ctl: could not start server"))
                .isEqualTo("pg_ctl: could not start server");
    }
}
