package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.cluster.HostFacts;
import dev.tvsh.commands.cluster.ServerProcess;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.templates.Ref;
import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks on the server's host. A template gets {@code $data}, the data directory; {@code $places}, where the files of the databases
 * are and how large they are ({@code $place.path}, {@code $place.bytes}); {@code $program}, the running {@code postgres}, and
 * {@code $running}, its version; {@code $major}, the target's major version, or an empty word; and
 * {@code $target}, the folder with the target's programs. A template that refers to {@code $target} is not asked where none was named.
 * One that refers to {@code $libraries} gets the target's folder of libraries as {@code $folder}, and the C functions of this database,
 * {@code $library.file} and {@code $library.symbols}; one that refers to {@code $extensions} the target's folder for the files of
 * extensions as {@code $share}, and the extensions of this database, {@code $extension.name}, {@code $extension.version} and
 * {@code $extension.needs}; one that refers to {@code $sorted} how many indexes of this database sort by {@code $sorted.icu} and
 * {@code $sorted.libc}.
 */
final class HostProbe {
    private final CheckSpec spec;
    private final CheckContext context;

    HostProbe(CheckSpec spec, CheckContext context) {
        this.spec = spec;
        this.context = context;
    }

    Answer look(String template) {
        String source = context.command().templates().source(template);
        boolean symbols = source.contains("$libraries");
        boolean extensions = source.contains("$extensions");
        if (!context.host().knowsTarget() && (symbols || extensions || source.contains("$target"))) {
            return context.host().withoutTarget();
        }
        Map<String, Object> values = values(context.host().server());
        if (symbols) {
            Optional<Path> folder = context.host().binaries().libraries();
            if (folder.isEmpty()) {
                return Answer.undetermined("where the target has its libraries");
            }
            values.put("folder", ShellWord.of(folder.get()));
            values.put("libraries", libraries());
        }
        if (extensions) {
            Optional<Path> share = context.host().binaries().share();
            if (share.isEmpty()) {
                return Answer.undetermined("where the target has the files of its extensions");
            }
            values.put("share", ShellWord.of(share.get()));
            values.put("extensions", extensions());
        }
        if (source.contains("$sorted")) {
            values.put("sorted", sorted());
        }
        HostResult result =
                context.command().host().run(context.command().templates().render(template, values));
        if (!result.succeeded()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    result.errors().lines().findFirst().orElse("the script ended with " + result.status()));
        }
        return judged(HostFacts.parse(result.output()));
    }

    private List<Map<String, Ref>> libraries() {
        return context.sql().query("sql/check/host/symbols.sql.vm", Map.of()).stream()
                .map(row -> Map.<String, Ref>of(
                        "file", ShellWord.of(ServerHost.file(row.text("library"))),
                        "symbols", ShellWord.list(row.texts("symbols"))))
                .toList();
    }

    private List<Map<String, Ref>> extensions() {
        return context.sql().query("sql/check/host/extensions.sql.vm", Map.of()).stream()
                .map(row -> Map.<String, Ref>of(
                        "name", ShellWord.of(row.text("name")),
                        "version", ShellWord.of(row.text("version")),
                        "needs", ShellWord.list(row.texts("needs"))))
                .toList();
    }

    private Map<String, Ref> sorted() {
        Row row = context.sql()
                .one(
                        "sql/check/host/sorted.sql.vm",
                        Map.of("since15", context.current().major() >= 15));
        return Map.of("icu", ShellWord.of(row.number("icu")), "libc", ShellWord.of(row.number("libc")));
    }

    private Map<String, Object> values(ServerProcess server) {
        Map<String, Object> values = new HashMap<>();
        values.put("data", ShellWord.of(server.directory()));
        values.put("program", ShellWord.of(server.program()));
        values.put("running", ShellWord.of(context.current().toString()));
        values.put(
                "major",
                ShellWord.of(context.target()
                        .map(version -> Integer.toString(version.major()))
                        .orElse("")));
        values.put(
                "target",
                ShellWord.of(
                        context.host().knowsTarget()
                                ? context.host().binaries().folder().toString()
                                : ""));
        values.put(
                "places",
                context.sql().query("sql/check/host/places.sql.vm", Map.of()).stream()
                        .map(row -> place(row, server.directory()))
                        .toList());
        return values;
    }

    private static Map<String, Ref> place(Row row, Path directory) {
        String path = row.text("path");
        return Map.of(
                "path", ShellWord.of(path.isEmpty() ? directory.toString() : path),
                "bytes", ShellWord.of(row.number("bytes")));
    }

    private Answer judged(HostFacts facts) {
        List<String> reasons = facts.all("undetermined");
        if (!reasons.isEmpty()) {
            return Answer.undetermined(Shown.names(reasons));
        }
        List<String> problems = facts.all("problem");
        if (problems.isEmpty()) {
            return Answer.ok();
        }
        List<String> objects = problems.stream().map(HostProbe::object).sorted().toList();
        String shown = Shown.names(problems.stream().map(HostProbe::detail).toList());
        String counted = Quantity.of(problems.size(), spec.noun(), spec.nouns()) + ": ";
        return Answer.problem(objects, spec.noun().isEmpty() ? shown : counted + shown, "");
    }

    private static String object(String problem) {
        int tab = problem.indexOf('\t');
        return tab < 0 ? problem : problem.substring(0, tab);
    }

    private static String detail(String problem) {
        return problem.substring(problem.indexOf('\t') + 1);
    }
}
