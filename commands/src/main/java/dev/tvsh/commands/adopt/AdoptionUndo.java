package dev.tvsh.commands.adopt;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.files.PrivateFile;
import dev.tvsh.templates.Rendered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What takes an adoption back: statements for one transaction, kept in a file of their own since they name every TVIEW.
 *
 * @param file where they are written before anything is changed
 */
record AdoptionUndo(List<Rendered> statements, Path file) {

    /** As much as a person reads before saying yes. */
    private static final int SHOWN = 1_500;

    /** The statements where they are few, and the file in any case. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (text().length() <= SHOWN) {
            statements.forEach(statement -> statement.text().lines().forEach(lines::add));
        }
        lines.add("\\i " + file);
        return lines;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        statements.forEach(statement -> text.append(statement.text()).append(";\n"));
        return text.toString();
    }

    /** Writes the file; it is on disk when this returns, and nobody else can read it. */
    void write() {
        try {
            PrivateFile.write(file, "BEGIN;\n" + text() + "COMMIT;\n");
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot write the undo to " + file + ": " + FileProblem.reason(e),
                    List.of("Nothing was changed."),
                    e);
        }
    }
}
