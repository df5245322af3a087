package dev.tvsh.commands.rollback;

import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import java.util.function.Consumer;

/** Follows what pg_restore tells of its work. */
final class RestoreProgress implements Consumer<String> {

    private static final String TABLE = "processing data for table ";

    private final EventSink output;
    private long done;

    RestoreProgress(EventSink output) {
        this.output = output;
    }

    @Override
    public void accept(String line) {
        int at = line.indexOf(TABLE);
        if (at >= 0) {
            output.accept(new Event.Progress("restore", done, 0, line.substring(at + TABLE.length())));
            done++;
        }
    }
}
