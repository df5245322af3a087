package dev.tvsh.commands.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The project's lab scripts, and initialised data directories kept from one test run to the next. */
final class Lab {

    private static final Path CHECKOUT = Path.of(System.getProperty("tvsh.checkout", ""));
    private static final List<String> SAMPLE =
            List.of("00-roles.sql", "10-extension.sql", "20-tables.sql", "30-rows.sql", "40-tviews.sql", "50-use.sql");

    private Lab() {}

    /** The folder of the server binaries of a version, with the stand-in extension in it. */
    static Path binaries(String version) {
        Path root = Path.of(run(List.of(script("postgres-binaries"), version))
                .lines()
                .findFirst()
                .orElseThrow());
        installExtension(root, List.of());
        return root;
    }

    /** Puts the stand-in into a tree of server binaries, as the script takes the words: {@code beta.2 beta.8}. */
    static void installExtension(Path root, List<String> words) {
        List<String> command = new ArrayList<>(List.of(script("install-extension"), root.toString()));
        command.addAll(words);
        run(command);
    }

    /** The files of the sample shop, in order; the first belongs to another database than the rest. */
    static List<Path> sample() {
        return SAMPLE.stream()
                .map(name -> CHECKOUT.resolve("scripts/lab/sample").resolve(name))
                .toList();
    }

    /** Where a data directory made from these parts is kept; changes with the extension and the sample. */
    static Path cached(String version, boolean withShop) {
        String key = version + (withShop ? "-shop-" + digest() : "-empty");
        return CHECKOUT.resolve("target/test-clusters").resolve(key);
    }

    /** Copies a data directory. */
    static void copy(Path from, Path to) {
        run(List.of("cp", "-a", from.toString(), to.toString()));
    }

    /** Runs a PostgreSQL program: a server refuses to run as root, and inside its own user namespace it is not. */
    static String runServerProgram(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return run(command);
        }
        List<String> inNamespace = new ArrayList<>(List.of("unshare", "-U"));
        inNamespace.addAll(command);
        return run(inNamespace);
    }

    /** Runs a program to its end. @return its standard output */
    static String run(List<String> command) {
        try {
            // Files, not pipes: a server that was started keeps its handles open.
            Path output = Files.createTempFile("tvsh-out", null);
            Path errors = Files.createTempFile("tvsh-err", null);
            try {
                int status = new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start()
                        .waitFor();
                if (status != 0) {
                    throw new IllegalStateException(String.join(" ", command) + " ended with " + status + "\n"
                            + Files.readString(output) + Files.readString(errors));
                }
                return Files.readString(output);
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + String.join(" ", command), e);
        }
    }

    private static String script(String name) {
        return CHECKOUT.resolve("scripts/lab").resolve(name).toString();
    }

    private static String digest() {
        try (Stream<Path> extension = Files.walk(CHECKOUT.resolve("scripts/lab/extension"))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Stream<Path> sources = extension.filter(Files::isRegularFile).sorted();
            for (Path file : Stream.concat(sources, sample().stream()).toList()) {
                digest.update(Files.readString(file).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
