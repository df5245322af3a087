package dev.tvsh.commands.check;

import java.util.Optional;

/** The way that an upgrade takes. */
enum Route {
    /** No target was named: what matters on every way. */
    ANY("any"),
    /** New binaries of the same major version on the same files. */
    MINOR("pg-minor"),
    /** Another major version. */
    MAJOR("pg-major");

    private final String word;

    Route(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Route between(ServerVersion current, Optional<ServerVersion> target) {
        if (target.isEmpty()) {
            return ANY;
        }
        return target.get().major() == current.major() ? MINOR : MAJOR;
    }
}
