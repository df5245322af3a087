package dev.tvsh.shell;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.interpreter.PrintOption;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.render.Output;
import dev.tvsh.shell.render.PrintSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Puts the options of the process into variables and settings. */
final class StartOptions {

    private StartOptions() {}

    static void apply(ProcessOptions options, Variables variables, PrintSettings settings, Output output, Path folder) {
        if (options.has("q")) {
            variables.set(Variables.QUIET, "on");
        }
        if (options.has("s")) {
            variables.set(Variables.SINGLESTEP, "on");
        }
        if (options.has("S")) {
            variables.set(Variables.SINGLELINE, "on");
        }
        if (options.has("E")) {
            variables.set(Variables.ECHO_HIDDEN, "on");
        }
        echo(options).ifPresent(value -> variables.set(Variables.ECHO, value));
        print(options, settings);
        for (ProcessOptions.Assignment assignment : options.variables()) {
            if (assignment.assigned()) {
                variables.set(assignment.name(), assignment.value());
            } else {
                variables.unset(assignment.name());
            }
        }
        options.value("o").ifPresent(file -> redirect(output, folder, file));
        options.value("L").ifPresent(file -> copy(output, folder, file));
    }

    private static Optional<String> echo(ProcessOptions options) {
        if (options.has("a")) {
            return Optional.of("all");
        }
        if (options.has("e")) {
            return Optional.of("queries");
        }
        return options.has("b") ? Optional.of("errors") : Optional.empty();
    }

    private static void print(ProcessOptions options, PrintSettings settings) {
        if (options.has("A")) {
            settings.format(PrintSettings.Format.UNALIGNED);
        }
        if (options.has("H")) {
            settings.format(PrintSettings.Format.HTML);
        }
        if (options.has("csv")) {
            settings.format(PrintSettings.Format.CSV);
        }
        if (options.has("t")) {
            settings.tuplesOnly(true);
        }
        if (options.has("x")) {
            settings.expanded(PrintSettings.Expanded.ON);
        }
        options.value("F").ifPresent(settings::fieldSeparator);
        options.value("R").ifPresent(settings::recordSeparator);
        options.value("T").ifPresent(settings::tableAttributes);
        if (options.has("z")) {
            settings.fieldSeparator("\0");
        }
        if (options.has("0")) {
            settings.recordSeparator("\0");
        }
        for (ProcessOptions.Assignment assignment : options.printSettings()) {
            PrintOption.set(settings, assignment.name(), assignment.assigned() ? assignment.value() : null);
        }
    }

    private static void redirect(Output output, Path folder, String file) {
        try {
            output.redirect(folder.resolve(file));
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, FileProblem.of(file, e));
        }
    }

    private static void copy(Output output, Path folder, String file) {
        try {
            output.copyTo(folder.resolve(file));
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL, "could not open log file \"" + file + "\": " + FileProblem.of(file, e));
        }
    }
}
