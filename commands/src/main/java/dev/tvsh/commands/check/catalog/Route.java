package dev.tvsh.commands.check.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way that an upgrade takes. */
public enum Route {
    /** None was named: what matters on every way. In a check it stands for every way that the check does not name. */
    ANY("any"),
    /** New binaries of the same major version on the same files. */
    PG_MINOR("pg-minor"),
    /** pg_upgrade to another major version. */
    PG_UPGRADE("pg-upgrade"),
    /** A dump, restored into a new cluster of another major version. */
    DUMP_RESTORE("dump-restore"),
    /** Another release of the extension with the same SQL objects. */
    EXT_MINOR("ext-minor"),
    /** Another release of the extension with other SQL objects. */
    EXT_MAJOR("ext-major");

    private final String word;

    Route(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    /** Whether the server stays what it is. */
    public boolean ofExtension() {
        return this == EXT_MINOR || this == EXT_MAJOR;
    }

    /**
     * From what a person types.
     *
     * @throws TvshException if there is no such route
     */
    public static Route parse(String text) {
        return Arrays.stream(values())
                .filter(route -> route.word.equals(text))
                .findFirst()
                .orElseThrow(() -> new TvshException(
                        ExitCode.FATAL,
                        "there is no route " + text,
                        List.of("Routes: "
                                + Arrays.stream(values())
                                        .skip(1)
                                        .map(Route::word)
                                        .collect(Collectors.joining(", ")))));
    }

    /** The routes that lead from one version of the server to another, the usual one first. */
    public static List<Route> between(ServerVersion current, Optional<ServerVersion> target) {
        if (target.isEmpty()) {
            return List.of(ANY);
        }
        return target.get().major() == current.major() ? List.of(PG_MINOR) : List.of(PG_UPGRADE, DUMP_RESTORE);
    }
}
