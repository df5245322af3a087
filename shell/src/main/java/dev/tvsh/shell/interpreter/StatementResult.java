package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Column;
import dev.tvsh.commands.connection.CopySource;
import dev.tvsh.commands.connection.DataRow;
import dev.tvsh.commands.connection.Notification;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints what a statement returns as it comes, and takes the digest of it for the transcript. */
final class StatementResult implements ResultSink {

    private final ShellState state;
    private final PrintSettings settings;
    private final Output out;
    private final String statement;
    private final MessagePlace place;
    private final Runnable noReader;
    private final PagerLeft pagerLeft;
    private final boolean keeps;
    private final boolean showsAll;
    private final StableDigest digest = new StableDigest();
    private final RowDigest rowDigest = new RowDigest(digest);
    private @Nullable TablePrinter table;
    private @Nullable KeptResult kept;
    private String tag = "";
    private boolean copiedOut;
    private boolean copySaidNothing;
    private boolean inRows;
    private boolean stopping;
    private long completed;
    private long allRows;

    /**
     * Prints as {@code sending} says.
     *
     * @param noReader is called when standard output cannot be written any more
     * @param pagerLeft is told when all rows have come
     */
    StatementResult(
            ShellState state,
            Sending sending,
            String statement,
            MessagePlace place,
            Runnable noReader,
            PagerLeft pagerLeft) {
        this.state = state;
        this.settings = sending.settings();
        this.out = state.output();
        this.statement = statement;
        this.place = place;
        this.noReader = noReader;
        this.pagerLeft = pagerLeft;
        this.showsAll = state.variables().isOn(Variables.SHOW_ALL_RESULTS);
        this.keeps = sending.use() != Sending.Use.PRINT || (!showsAll && StatementKind.isSeveral(statement));
    }

    @Override
    public void columns(List<Column> columns) {
        rowDigest.flush();
        digest.add("columns " + JsonLine.of(columns.stream().map(Column::name).toList()));
        inRows = true;
        if (keeps) {
            passKept();
            kept = new KeptResult(columns);
        } else {
            table = printer(columns);
        }
    }

    @Override
    public void row(List<@Nullable String> cells) {
        DataRow row = new DataRow();
        row.set(cells);
        data(row);
    }

    @Override
    public void data(DataRow row) {
        allRows++;
        pagerLeft.row();
        rowDigest.add(row);
        if (kept != null) {
            kept.add(row.texts());
        } else if (table != null) {
            table.data(row);
        }
        if (!stopping && out.broken()) {
            stopping = true;
            noReader.run();
        }
    }

    @Override
    public void complete(String commandTag) {
        tag = commandTag;
        completed = System.nanoTime();
        pagerLeft.allRowsHaveCome();
        rowDigest.flush();
        digest.add("tag " + commandTag);
        TablePrinter open = table;
        table = null;
        if (open != null) {
            open.end(List.of());
        }
        if (keeps) {
            if (!inRows) {
                passKept();
                kept = KeptResult.withoutRows();
            }
            Objects.requireNonNull(kept).complete(commandTag);
        } else {
            printTag(commandTag, open != null);
        }
        inRows = false;
    }

    @Override
    public void notice(ServerMessage message) {
        MessageText.Show show = Messages.show(state.variables());
        out.error(place.prefix() + MessageText.notice(message, statement, show));
    }

    @Override
    public CopySource copyIn(boolean binary) {
        return state.copyTarget().map(CopyTarget::source).orElseGet(() -> new InlineData(state.lines()));
    }

    @Override
    public void copyOutBegins() {
        copiedOut = true;
    }

    @Override
    public void copyOut(byte[] data) {
        state.copyTarget().ifPresentOrElse(target -> target.take(data), () -> out.data(data, state.charset()));
    }

    @Override
    public void notification(Notification notification) {
        String payload = notification.payload().isEmpty() ? "" : " with payload \"" + notification.payload() + "\"";
        out.print("Asynchronous notification \"" + notification.channel() + "\"" + payload
                + " received from server process with PID " + notification.processId() + ".\n");
    }

    /** An error has ended the statement: what has not been shown of its last result is dropped. */
    void abandon() {
        if (table != null) {
            table.abandon();
        }
        table = null;
        kept = null;
    }

    /** The last result, if it was kept. */
    @Nullable KeptResult kept() {
        return kept;
    }

    /** Prints a result that was kept and is not needed otherwise. */
    void print(KeptResult result) {
        if (result.hasRows()) {
            TablePrinter printer = printer(result.columns());
            result.rows().forEach(printer::row);
            printer.end(List.of());
        }
        printTag(result.tag(), result.hasRows());
    }

    /** Another result has come, so the one before was not the last. */
    private void passKept() {
        KeptResult before = kept;
        kept = null;
        if (before != null && showsAll) {
            print(before);
        }
    }

    private TablePrinter printer(List<Column> columns) {
        PrintSettings used = settings.copy();
        if (!keeps && StatementKind.isQuery(statement)) {
            used.pieceRows(state.variables().number(Variables.FETCH_COUNT));
        }
        return TablePrinters.create(TableHead.of(settings.title(), columns), used, out, state.width());
    }

    private void printTag(String commandTag, boolean withRows) {
        copySaidNothing = false;
        boolean writes =
                commandTag.startsWith("INSERT") || commandTag.startsWith("UPDATE") || commandTag.startsWith("DELETE");
        if ((withRows && !writes) || commandTag.isEmpty()) {
            return;
        }
        copySaidNothing =
                commandTag.startsWith("COPY") && copiedOut && state.copyTarget().isEmpty() && !out.diverts();
        if (!copySaidNothing) {
            if (!state.variables().isOn(Variables.QUIET)) {
                out.printTag(settings.format().status(commandTag));
            }
            state.variables().tell("LASTOID", lastOid(commandTag));
        }
        copiedOut = false;
    }

    private static String lastOid(String commandTag) {
        String[] words = commandTag.split(" ", -1);
        return words.length == 3 && words[0].equals("INSERT") ? words[1] : "0";
    }

    /** When the server had done the last of it, as {@link System#nanoTime()}; 0 if it has not. */
    long completed() {
        return completed;
    }

    void digest(String line) {
        rowDigest.flush();
        digest.add(line);
    }

    String tag() {
        return tag;
    }

    /** How many rows the last statement gave or changed, as its tag tells; 0 if it tells nothing, or is not shown. */
    String rowCount() {
        if (copySaidNothing) {
            return "0";
        }
        String number = tag.substring(tag.lastIndexOf(' ') + 1);
        return !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9') ? number : "0";
    }

    /** All rows of all results. */
    long rows() {
        return allRows;
    }

    String hex() {
        return digest.hex();
    }
}
