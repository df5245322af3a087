package dev.tvsh.shell;

import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Column;
import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.render.JsonDocument;
import dev.tvsh.shell.render.Output;
import dev.tvsh.shell.render.PrintSettings;
import dev.tvsh.shell.render.TableHead;
import dev.tvsh.shell.render.TablePrinter;
import dev.tvsh.shell.render.TablePrinters;
import dev.tvsh.templates.ShellWord;
import dev.tvsh.templates.Templates;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** Loads the classes that most runs need, so that the launcher can put them into an archive. */
final class WarmUp {

    private WarmUp() {}

    static void run(World world) {
        Templates.builtIn().render("host/meta/run.sh.vm", Map.of("command", ShellWord.of("true")));
        JsonDocument.of(Map.of("warm", true));
        new CommandRegistry().all();
        print();
        List<String> nowhere = List.of("-X", "-w", "-h", "127.0.0.1", "-p", "1", "-c", "select 1", "postgres");
        try {
            Application application = new Application(ProcessOptions.parse(nowhere), world.silent());
            application.run();
        } catch (TvshException e) {
            // Nobody listens there; the classes are loaded.
        }
    }

    private static void print() {
        Output nowhere = new Output(Writer.nullWriter(), Writer.nullWriter());
        TableHead head = TableHead.of(null, List.of(new Column("?column?", 23)));
        TablePrinter table = TablePrinters.create(head, new PrintSettings(), nowhere, 0);
        table.row(List.of("1"));
        table.end(List.of());
        Input.Sql loaded = new Input.Sql("", "", List.of(), 1, java.util.Optional.empty());
        nowhere.print(loaded.text());
    }
}
