package dev.tvsh.shell;

import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.connection.Target;
import dev.tvsh.commands.transcript.FileTranscript;
import dev.tvsh.commands.transcript.SecretMask;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.commands.transcript.TranscriptHeader;
import dev.tvsh.shell.interpreter.UserConnection;
import dev.tvsh.shell.render.Output;
import dev.tvsh.templates.Templates;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Begins the transcript of a run. */
final class TranscriptStart {

    private final Folders folders;
    private final Clock clock;
    private final Templates templates;
    private final Output output;

    TranscriptStart(Folders folders, Clock clock, Templates templates, Output output) {
        this.folders = folders;
        this.clock = clock;
        this.templates = templates;
        this.output = output;
    }

    Transcript open(UserConnection connection) {
        return FileTranscript.open(
                folders.state().resolve("transcripts"),
                header(connection),
                clock,
                new SecretMask(),
                warning -> output.error("tvsh: warning: " + warning + "\n"));
    }

    private TranscriptHeader header(UserConnection connection) {
        Target target = connection.connector().target();
        Optional<Session> session = connection.current();
        return new TranscriptHeader(
                Version.NAME,
                TranscriptHeader.currentOperator(),
                session.map(Session::info).map(SessionInfo::database).orElse(target.database()),
                session.map(Session::info)
                        .map(info -> info.host() + ":" + info.port())
                        .orElse(target.host() + ":" + target.port()),
                session.map(Session::info).map(SessionInfo::serverVersion).orElse(TranscriptHeader.UNDETERMINED),
                session.map(this::systemIdentifier).orElse(TranscriptHeader.UNDETERMINED));
    }

    /** Not closed here: the session is the user's. */
    @SuppressWarnings("resource")
    private String systemIdentifier(Session session) {
        try {
            return new SqlRunner(session, templates, event -> {})
                    .one("sql/server/system-identifier.sql.vm", Map.of())
                    .text("system_identifier");
        } catch (ConnectionLostException e) {
            throw e;
        } catch (DatabaseException e) {
            return TranscriptHeader.UNDETERMINED;
        }
    }
}
