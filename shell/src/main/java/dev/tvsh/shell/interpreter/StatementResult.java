package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Column;
import dev.tvsh.commands.connection.ResultSink;
import dev.tvsh.commands.connection.ServerMessage;
import dev.tvsh.commands.transcript.StableDigest;
import dev.tvsh.shell.render.MessageText;
import dev.tvsh.shell.render.Output;
import dev.tvsh.shell.render.PrintSettings;
import dev.tvsh.shell.render.TableHead;
import dev.tvsh.shell.render.TablePrinter;
import dev.tvsh.shell.render.TablePrinters;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints what a statement returns as it comes, and takes the digest of it for the transcript. */
final class StatementResult implements ResultSink {

    private final PrintSettings settings;
    private final Output out;
    private final int width;
    private final boolean quiet;
    private final String prefix;
    private final Runnable noReader;
    private final MessageText.Verbosity verbosity;
    private final StableDigest digest = new StableDigest();
    private @Nullable TablePrinter table;
    private String tag = "";
    private long rows;
    private long allRows;

    /** Prints with {@code settings}; {@code noReader} is called when nobody reads the rows any more. */
    StatementResult(ShellState state, PrintSettings settings, String prefix, Runnable noReader) {
        this.settings = settings;
        this.out = state.output();
        this.width = state.width();
        this.quiet = state.variables().isOn(Variables.QUIET);
        this.verbosity = verbosity(state.variables());
        this.prefix = prefix;
        this.noReader = noReader;
    }

    static MessageText.Verbosity verbosity(Variables variables) {
        String value = variables.value(Variables.VERBOSITY);
        return value == null
                ? MessageText.Verbosity.DEFAULT
                : MessageText.Verbosity.valueOf(value.toUpperCase(Locale.ROOT));
    }

    @Override
    public void columns(List<Column> columns) {
        rows = 0;
        digest.add("columns " + JsonLine.of(columns.stream().map(Column::name).toList()));
        table = TablePrinters.create(TableHead.of(settings.title(), columns), settings, out, width);
    }

    @Override
    public void row(List<@Nullable String> cells) {
        rows++;
        allRows++;
        digest.add(JsonLine.of(cells));
        if (table != null) {
            table.row(cells);
        }
        if (out.broken()) {
            noReader.run();
        }
    }

    @Override
    public void complete(String commandTag) {
        tag = commandTag;
        digest.add("tag " + commandTag);
        TablePrinter open = table;
        table = null;
        boolean writes = commandTag.startsWith("INSERT")
                || commandTag.startsWith("UPDATE")
                || commandTag.startsWith("DELETE")
                || commandTag.startsWith("MERGE");
        if (open != null) {
            open.end(List.of());
        }
        if ((open == null || writes) && !quiet && !commandTag.isEmpty()) {
            out.print(commandTag + "\n");
        }
    }

    @Override
    public void notice(ServerMessage message) {
        out.error(prefix + MessageText.notice(message, verbosity));
    }

    /** Shows the rows that came before an error. */
    void abandon() {
        TablePrinter open = table;
        table = null;
        if (open != null && rows > 0) {
            open.end(List.of());
        }
    }

    void digest(String line) {
        digest.add(line);
    }

    String tag() {
        return tag;
    }

    /** All rows of all results. */
    long rows() {
        return allRows;
    }

    String hex() {
        return digest.hex();
    }
}
