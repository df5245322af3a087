package dev.tvsh.commands.backup;

import dev.tvsh.commands.files.FileWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The file {@code SHA256SUMS} of a folder, as {@code sha256sum -c} reads it. */
final class Checksums {

    static final String FILE = "SHA256SUMS";

    static final int DIGITS = 64;

    private Checksums() {}

    /** The text of the file for these sums, by name. */
    static String of(SortedMap<String, String> sums) {
        StringBuilder text = new StringBuilder();
        sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
        return text.toString();
    }

    /**
     * What is wrong with a folder; empty if its files are those that its sums name, unchanged.
     *
     * @param needed names that must be among them
     * @param others names that may be there besides
     */
    static Optional<String> fault(Path folder, List<String> needed, Set<String> others, FileSums now)
            throws IOException {
        Path sums = folder.resolve(FILE);
        if (!Files.isRegularFile(sums)) {
            return Optional.of(FILE + " is missing");
        }
        TreeMap<String, String> recorded = new TreeMap<>();
        for (String line : Files.readAllLines(sums)) {
            if (line.length() <= DIGITS + 2) {
                return Optional.of(FILE + " is damaged");
            }
            recorded.put(line.substring(DIGITS + 2), line.substring(0, DIGITS));
        }
        TreeSet<String> there = new TreeSet<>(files(folder));
        there.removeAll(others);
        for (String name : needed) {
            if (!there.contains(name)) {
                return Optional.of(name + " is missing");
            }
            if (!recorded.containsKey(name)) {
                return Optional.of(FILE + " does not name " + name);
            }
        }
        for (String name : recorded.keySet()) {
            if (!there.remove(name)) {
                return Optional.of(name + " is missing");
            }
        }
        if (!there.isEmpty()) {
            return Optional.of(there.first() + " was not there when it was written");
        }
        SortedMap<String, String> found = now.of(folder);
        return recorded.entrySet().stream()
                .filter(file -> !file.getValue().equals(found.get(file.getKey())))
                .findFirst()
                .map(file -> file.getKey() + " is not what was written: its SHA-256 differs");
    }

    /** The files below a folder, sums left out. */
    static Set<String> files(Path folder) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.equals(FILE))
                    .forEach(names::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return names;
    }

    /** Of a small file: Ctrl-C does not break it off. */
    static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            FileWork.unbroken(() -> {
                try (InputStream in = Files.newInputStream(file)) {
                    byte[] buffer = new byte[1 << 16];
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        digest.update(buffer, 0, read);
                    }
                }
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
