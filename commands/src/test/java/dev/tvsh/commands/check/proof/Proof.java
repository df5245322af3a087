package dev.tvsh.commands.check.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How one check is proved: what plants its fault, what it finds then, what takes the fault away again. Read from files of this form:
 *
 * <pre>
 * === min.brin_nulls
 * on 13 15 18              major versions of the server; all if left out
 * to 17                    the target; "next" and "last" stand for the next minor and for 19
 * unclean                  the fault is there from the beginning, and nothing takes it away
 * skip WHY                 it cannot be planted here
 * plant
 * CREATE TABLE …;          statements, each ending in ; at the end of a line, or one of {@link Steps}
 * finds a | b              the objects; "none"; or "regexp X", which each of them matches
 * fix S | T                the statements that would repair it
 * remove
 * DROP TABLE …;
 * </pre>
 */
record Proof(
        String id,
        List<Integer> versions,
        String target,
        boolean unclean,
        String skip,
        List<String> plant,
        String finds,
        List<String> fix,
        List<String> remove) {
    private static final List<Integer> ALL = List.of(13, 14, 15, 16, 17, 18);
    private static final List<String> FILES =
            List.of("debts.proof", "pg-upgrade.proof", "surroundings.proof", "cluster.proof");

    /** All proofs. */
    static List<Proof> all() {
        return FILES.stream()
                .flatMap(file -> Stream.of(text(file).split("(?m)^=== ")).skip(1))
                .map(Proof::parse)
                .toList();
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(Proof.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Proof parse(String text) {
        List<String> lines = text.lines().toList();
        List<Integer> versions = ALL;
        String target = "";
        String skip = "";
        String finds = "none";
        boolean unclean = false;
        List<String> fix = List.of();
        List<String> plant = new ArrayList<>();
        List<String> remove = new ArrayList<>();
        List<String> steps = plant;
        for (String line : lines.subList(1, lines.size())) {
            String rest = line.substring(Math.min(line.length(), line.indexOf(' ') + 1));
            switch (line.split(" ", 2)[0]) {
                case "on" ->
                    versions = Stream.of(rest.split(" ")).map(Integer::valueOf).toList();
                case "to" -> target = rest;
                case "skip" -> skip = rest;
                case "unclean" -> unclean = true;
                case "finds" -> finds = rest;
                case "fix" -> fix = List.of(rest.split(" \\| "));
                case "plant", "" -> {}
                case "remove" -> steps = remove;
                default -> steps.add(line);
            }
        }
        return new Proof(lines.get(0), versions, target, unclean, skip, plant, finds, fix, remove);
    }

    /** What it is expected to find. */
    List<String> objects() {
        return finds.equals("none") ? List.of() : List.of(finds.split(" \\| "));
    }
}
