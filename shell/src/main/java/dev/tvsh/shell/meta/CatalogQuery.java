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

    /** Prints a table; {@code empty} is told instead of a table without rows, unless it is empty itself. */
    void print(String template, Map<String, ?> values, String title, List<String> footers, String empty) {
        print(template, values, title, footers, empty, true);
    }

    /** As above; {@code counted} tells whether the number of rows stands below the table. */
    void print(
            String template, Map<String, ?> values, String title, List<String> footers, String empty, boolean counted) {
        Collected collected = new Collected();
        run(template, values, collected);
        if (collected.rows.isEmpty() && !empty.isEmpty()) {
            missing(empty);
            return;
        }
        PrintSettings settings = call.state().settings().copy();
        settings.footer(counted && settings.footer());
        if (!footers.isEmpty() || !counted) {
            // psql shows these as tables whatever \\x says.
            settings.expanded(PrintSettings.Expanded.OFF);
        }
        TablePrinter table = TablePrinters.create(
                TableHead.of(title, collected.columns),
                settings,
                call.state().output(),
                call.state().width());
        collected.rows.forEach(row -> table.row(row.cells()));
        table.end(footers);
    }

    /** Tells as an error that nothing was found; it is none for a script. */
    void missing(String what) {
        call.interpreter()
                .tell(
                        new TvshException(ExitCode.FATAL, what),
                        call.place(),
                        call.lexer().line());
    }

    private void run(String template, Map<String, ?> values, ResultSink sink) {
        Session session = call.state().connection().session();
        Rendered sql = templates.render(template, values);
        call.interpreter().transcript().rendered(sql);
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
            call.state().output().error(MessageText.notice(message, MessageText.Verbosity.DEFAULT));
        }
    }
}
