package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.TransactionState;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.render.PrintSettings;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code \lo_import}, {@code \lo_export} and {@code \lo_unlink}: large objects and files on this side, piece by piece. */
final class LargeObjectCommands {

    private static final int PIECE = 1 << 18;

    private final Supplier<Templates> templates;

    private LargeObjectCommands(Supplier<Templates> templates) {
        this.templates = templates;
    }

    static List<MetaCommand> all(Supplier<Templates> templates) {
        LargeObjectCommands commands = new LargeObjectCommands(templates);
        return List.of(
                MetaCommand.of(
                        "lo_export",
                        ArgumentStyle.NAMES,
                        "OID FILE",
                        "write a large object to a file",
                        commands::exportObject),
                MetaCommand.of(
                        "lo_import",
                        ArgumentStyle.NAMES,
                        "FILE [COMMENT]",
                        "make a large object of a file",
                        commands::importObject),
                MetaCommand.of(
                        "lo_unlink", ArgumentStyle.NAMES, "OID", "delete a large object", commands::unlinkObject));
    }

    private void exportObject(Call call) {
        CatalogQuery query = begin(call, 2);
        String name = call.word(1);
        inTransaction(call, query, () -> {
            Literal oid = oid(call.word(0));
            query.rows("sql/meta/large-object-open.sql.vm", Map.of("oid", oid));
            try (OutputStream out = Files.newOutputStream(call.state().path(name))) {
                long at = 0;
                for (byte[] piece = read(query, oid, at); piece.length > 0; piece = read(query, oid, at)) {
                    out.write(piece);
                    at += piece.length;
                }
            } catch (IOException e) {
                throw problem(call, name, e);
            }
        });
        tell(call, "lo_export");
    }

    private void importObject(Call call) {
        CatalogQuery query = begin(call, 1);
        String name = call.word(0);
        String[] made = new String[1];
        inTransaction(call, query, () -> {
            Path path = call.state().path(name);
            try (InputStream in = Files.newInputStream(path)) {
                String oid = query.rows("sql/meta/large-object-create.sql.vm", Map.of())
                        .get(0)
                        .text("oid");
                long at = 0;
                for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                    query.unrecorded(
                            "sql/meta/large-object-write.sql.vm",
                            Map.of(
                                    "oid", oid(oid),
                                    "at", Literal.of(at),
                                    "data", Literal.of(Base64.getEncoder().encodeToString(piece))));
                    at += piece.length;
                }
                if (call.meta().words().size() > 1) {
                    query.rows(
                            "sql/meta/large-object-comment.sql.vm",
                            Map.of("oid", oid(oid), "comment", Literal.of(call.word(1))));
                }
                made[0] = oid;
            } catch (IOException e) {
                throw problem(call, name, e);
            }
        });
        tell(call, "lo_import " + made[0]);
        call.state().variables().set("LASTOID", made[0]);
    }

    private void unlinkObject(Call call) {
        CatalogQuery query = begin(call, 1);
        Literal oid = oid(call.word(0));
        inTransaction(call, query, () -> query.rows("sql/meta/large-object-unlink.sql.vm", Map.of("oid", oid)));
        tell(call, "lo_unlink " + oid);
    }

    private CatalogQuery begin(Call call, int needed) {
        if (call.meta().words().size() < needed) {
            throw GeneralCommands.missing(call);
        }
        return new CatalogQuery(call, templates.get());
    }

    /** Large objects are open as long as a transaction is; where there is none this is one of its own. */
    private static void inTransaction(Call call, CatalogQuery query, Runnable work) {
        Session session = call.state().connection().session();
        if (session.transactionState() == TransactionState.FAILED) {
            throw new TvshException(ExitCode.FATAL, "\\" + call.meta().name() + ": current transaction is aborted");
        }
        boolean own = session.transactionState() == TransactionState.IDLE;
        if (own) {
            query.rows("sql/meta/begin.sql.vm", Map.of());
        }
        boolean ends = own && call.state().variables().isOn(Variables.AUTOCOMMIT);
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            if (ends && !session.isClosed()) {
                query.rows("sql/meta/" + (done ? "commit" : "rollback") + ".sql.vm", Map.of());
            }
        }
    }

    private static byte[] read(CatalogQuery query, Literal oid, long at) {
        String data = query.unrecorded(
                        "sql/meta/large-object-read.sql.vm",
                        Map.of("oid", oid, "at", Literal.of(at), "length", Literal.of((long) PIECE)))
                .get(0)
                .text("data");
        return Base64.getMimeDecoder().decode(data);
    }

    /** Takes the digits at the beginning, as psql does; without any it is 0. */
    private static Literal oid(String text) {
        String digits = text.replaceFirst("[^0-9].*", "");
        return Literal.of(digits.isEmpty() ? 0 : Integer.toUnsignedLong((int) Long.parseLong(digits)));
    }

    private static TvshException problem(Call call, String name, IOException e) {
        call.tellProblem("could not open file \"" + name + "\": " + FileProblem.reason(e));
        return new TvshException(ExitCode.FATAL, "", List.of(), e);
    }

    private static void tell(Call call, String text) {
        if (call.state().variables().isOn(Variables.QUIET)) {
            return;
        }
        boolean html = call.state().settings().format() == PrintSettings.Format.HTML;
        call.print(html ? "<p>" + text + "</p>\n" : text + "\n");
    }
}
