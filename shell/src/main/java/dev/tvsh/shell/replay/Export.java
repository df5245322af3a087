package dev.tvsh.shell.replay;

import dev.tvsh.commands.transcript.TranscriptRecord;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.input.InputException;
import dev.tvsh.shell.input.Lexer;
import dev.tvsh.templates.TemplateKind;
import dev.tvsh.templates.Templates;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the records of a transcript in one form. What held a secret comes out as a comment. */
final class Export implements Consumer<TranscriptRecord> {

    private final ExportFormat format;
    private final Templates templates;
    private final Supplier<Lexer> lexers;
    private final Consumer<String> lines;
    private int inputs;

    Export(ExportFormat format, Templates templates, Supplier<Lexer> lexers, Consumer<String> lines) {
        this.format = format;
        this.templates = templates;
        this.lexers = lexers;
        this.lines = lines;
    }

    void warn(String problem) {
        remark("NOT VERIFIED: " + problem);
    }

    @Override
    public void accept(TranscriptRecord record) {
        switch (record.kind()) {
            case "header" -> header(record);
            case "input" -> input(record);
            case "rendered" -> rendered(record);
            case "answer" -> prose("answered \"" + record.text("question") + "\" with " + record.text("answer"));
            case "note" -> prose(record.text("text"));
            case "result" ->
                prose(record.text("outcome") + " " + record.text("tag") + ", "
                        + record.fields().path("millis").asLong(0) + " ms");
            default -> {}
        }
    }

    private void header(TranscriptRecord record) {
        if (format == ExportFormat.SH) {
            print(templates
                    .render("host/transcript/export-head.sh.vm", Map.of())
                    .text());
        }
        String what = record.text("tool") + ", " + record.text("time") + ", by " + record.text("operator") + " on "
                + record.text("database") + " at " + record.text("target") + ", PostgreSQL "
                + record.text("server_version");
        if (format == ExportFormat.MD) {
            lines.accept("# " + oneLine(what));
            lines.accept("");
        } else {
            remark(what);
        }
    }

    private void input(TranscriptRecord record) {
        inputs++;
        String text = record.text("text");
        String ran = record.fields().has("ran") ? record.text("ran") : text;
        if (format == ExportFormat.MD) {
            lines.accept("## " + inputs + ". " + record.text("time"));
            fenced("", text);
            return;
        }
        if (format == ExportFormat.SH) {
            remark("input " + inputs + ": " + text);
            return;
        }
        Input input = read(format == ExportFormat.TVSH ? text : ran);
        boolean wanted = input != null && (format == ExportFormat.TVSH || input instanceof Input.Sql);
        if (record.flag("masked") || !wanted) {
            remark((record.flag("masked") ? "held a secret: " : "input " + inputs + ": ") + text);
        } else if (input instanceof Input.Sql sql
                && (format == ExportFormat.SQL || sql.send().isEmpty())) {
            statement(format == ExportFormat.SQL ? sql.text() : text);
        } else {
            print(text);
        }
    }

    private void rendered(TranscriptRecord record) {
        TemplateKind kind =
                TemplateKind.SQL.folder().equals(record.text("language")) ? TemplateKind.SQL : TemplateKind.HOST;
        String text = record.text("text");
        if (format == ExportFormat.MD) {
            lines.accept("ran, from `" + record.text("template") + "`:");
            fenced(kind == TemplateKind.SQL ? "sql" : "sh", text);
        } else if (format == ExportFormat.SQL && kind == TemplateKind.SQL) {
            if (record.flag("masked")) {
                remark("held a secret: " + text);
            } else {
                statement(text);
            }
        } else if (format == ExportFormat.SH && kind == TemplateKind.HOST) {
            lines.accept("(");
            print(text);
            lines.accept(")");
        }
    }

    /** A statement with its semicolon, which no comment at the end of the text may swallow. */
    private void statement(String text) {
        String statement = text.stripTrailing();
        if (!statement.endsWith(";")) {
            boolean comment =
                    statement.substring(statement.lastIndexOf('\n') + 1).contains("--");
            statement += comment ? "\n;" : ";";
        }
        print(statement);
    }

    private void prose(String text) {
        if (format == ExportFormat.MD) {
            lines.accept("- " + oneLine(text));
            lines.accept("");
        }
    }

    private void remark(String text) {
        String mark = format == ExportFormat.SH ? "# " : format == ExportFormat.MD ? "> " : "-- ";
        text.lines().forEach(line -> lines.accept(mark + line.replace('\r', ' ')));
    }

    /** A fence that is longer than any in the text. */
    private void fenced(String language, String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        lines.accept(fence + language);
        print(text);
        lines.accept(fence);
        lines.accept("");
    }

    private void print(String text) {
        text.lines().forEach(lines);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private @Nullable Input read(String text) {
        try {
            return Replay.read(lexers.get(), text);
        } catch (InputException e) {
            return null;
        }
    }
}
