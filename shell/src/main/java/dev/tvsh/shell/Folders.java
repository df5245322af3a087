package dev.tvsh.shell;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where tvsh keeps its files.
 *
 * @param configuration what the user writes: {@code tvshrc}, templates
 * @param state what tvsh writes: history, transcripts, journal, log
 */
record Folders(Path configuration, Path state) {

    /** {@code TVSH_HOME} holds both; else the XDG base directories, or their defaults. */
    static Folders of(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("TVSH_HOME", "");
        if (!own.isEmpty()) {
            Path folder = Path.of(own).toAbsolutePath();
            return new Folders(folder, folder);
        }
        return new Folders(
                base(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("tvsh"),
                base(environment, "XDG_STATE_HOME", home.resolve(".local/state"))
                        .resolve("tvsh"));
    }

    /** A path that is not absolute counts for nothing, as the XDG specification says. */
    private static Path base(Map<String, String> environment, String variable, Path otherwise) {
        Path path = Path.of(environment.getOrDefault(variable, ""));
        return path.isAbsolute() ? path : otherwise;
    }
}
