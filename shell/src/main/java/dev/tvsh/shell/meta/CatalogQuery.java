package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Column;
import dev.tvsh.commands.connection.ResultSink;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.ServerMessage;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.render.EventRenderer;
import dev.tvsh.shell.render.MessageText;
import dev.tvsh.shell.render.PrintSettings;
import dev.tvsh.shell.render.TableHead;
import dev.tvsh.shell.render.TablePrinter;
import dev.tvsh.shell.render.TablePrinters;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query about the catalog, in the user's own session, so that it sees what the user sees. */
final class CatalogQuery {

    private final Call call;
    private final Templates templates;

    CatalogQuery(Call call, Templates templates) {
        this.call = call;
        this.templates = templates;
    }

    /** All rows. */
    List<Row> rows(String template, Map<String, ?> values) {
        Collected collected = new Collected();
        run(template, values, collected);
        return collected.rows;
    }

    /** All rows of a query that is one of many of the same kind, or has the user's data in it. */
    List<Row> unrecorded(String template, Map<String, ?> values) {
        Collected collected = new Collected();
        call.state()
                .connection()
                .session()
                .execute(templates.render(template, values).text(), collected);
        return collected.rows;
    }

    /** Prints a list with this title; {@code none} is told instead of a list without rows, unless it is empty or psql is quiet. */
    void print(String template, Map<String, ?> values, String title, String none) {
        Collected collected = new Collected();
        run(template, values, collected);
        boolean quiet = call.state().variables().isOn(Variables.QUIET);
        if (collected.rows.isEmpty() && !none.isEmpty() && !quiet) {
            call.tellError(none);
            return;
        }
        PrintSettings settings = call.state().settings().copy();
        settings.nullText("");
        print(collected, settings, title, List.of());
    }

    /** Prints a table without the number of its rows. */
    void printWithoutCount(String template, Map<String, ?> values, String title) {
        Collected collected = new Collected();
        run(template, values, collected);
        PrintSettings settings = call.state().settings().copy();
        settings.nullText("");
        settings.footer(false);
        print(collected, settings, title, List.of());
    }

    /**
     * Prints what an object is like: a table with lines below it, or nothing.
     *
     * @param texts whether all columns stand to the left, and one below the other is not how it is shown
     */
    void printDescription(String template, Map<String, ?> values, String title, List<String> footers, boolean texts) {
        Collected collected = new Collected();
        run(template, values, collected);
        PrintSettings settings = call.state().settings().copy();
        settings.footer(false);
        if (texts) {
            settings.nullText("");
            settings.expanded(PrintSettings.Expanded.OFF);
        }
        print(collected, settings, title, footers);
    }

    /** As {@link #printDescription}, with the number of rows where there are no other lines. */
    void printCounted(String template, Map<String, ?> values, String title, List<String> footers) {
        Collected collected = new Collected();
        run(template, values, collected);
        print(collected, call.state().settings().copy(), title, footers);
    }

    private void print(Collected collected, PrintSettings settings, String title, List<String> footers) {
        TablePrinter table = TablePrinters.create(
                TableHead.of(title, collected.columns),
                settings,
                call.state().output(),
                call.state().width());
        collected.rows.forEach(row -> table.row(row.cells()));
        table.end(footers);
    }

    /** The error that nothing was found; it says nothing if the shell is quiet. */
    TvshException missing(String what) {
        return new TvshException(ExitCode.FATAL, call.state().variables().isOn(Variables.QUIET) ? "" : what);
    }

    /** The number of the server's version, for example 150012. */
    int version() {
        return call.state().connection().session().info().serverVersionNum();
    }

    /** The database of the session. */
    String database() {
        return call.state().connection().session().info().database();
    }

    private void run(String template, Map<String, ?> values, ResultSink sink) {
        Session session = call.state().connection().session();
        Rendered sql = templates.render(template, values);
        call.interpreter().transcript().rendered(List.of(sql), false);
        if (call.state().variables().isOn(Variables.ECHO_HIDDEN)) {
            call.print("********* QUERY **********\n" + EventRenderer.shown(sql) + "\n**************************\n\n");
        }
        session.execute(sql.text(), sink);
    }

    private final class Collected implements ResultSink {

        private final List<Row> rows = new ArrayList<>();
        private List<Column> columns = List.of();

        @Override
        public void columns(List<Column> newColumns) {
            columns = newColumns;
        }

        @Override
        public void row(List<@Nullable String> cells) {
            rows.add(new Row(columns, cells));
        }

        @Override
        public void complete(String tag) {}

        @Override
        public void notice(ServerMessage message) {
            call.state().output().error(MessageText.notice(message, "", MessageText.Show.DEFAULT));
        }
    }
}
