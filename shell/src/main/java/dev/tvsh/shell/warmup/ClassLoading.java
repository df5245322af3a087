package dev.tvsh.shell.warmup;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;

/** Loads classes that a first start does not touch, so that the archive has them for when a command or a prompt does. */
public final class ClassLoading {

    private static final List<String> PREFIXES = List.of(
            "dev/tvsh/",
            "org/postgresql/core/",
            "org/postgresql/jdbc/",
            "org/postgresql/util/",
            "org/jline/reader/",
            "org/jline/terminal/",
            "org/jline/utils/",
            "org/jline/keymap/",
            "org/apache/velocity/",
            "org/apache/commons/cli/",
            "tools/jackson/core/",
            "tools/jackson/databind/");

    private ClassLoading() {}

    /** Loads all that can be loaded. @return how many classes were loaded */
    public static int all() throws IOException {
        int loaded = 0;
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            try (JarFile jar = new JarFile(entry)) {
                loaded += (int) jar.stream()
                        .map(java.util.zip.ZipEntry::getName)
                        .filter(name ->
                                name.endsWith(".class") && PREFIXES.stream().anyMatch(name::startsWith))
                        .filter(ClassLoading::load)
                        .count();
            }
        }
        return loaded;
    }

    private static boolean load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            Class.forName(name, false, ClassLoading.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            // A class for something optional that is not there; it will not be missed at a start either.
            return false;
        }
    }
}
