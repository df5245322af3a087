package dev.tvsh.commands.backup;

import dev.tvsh.commands.host.HostListener;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;

/** Follows what pg_restore tells of its work. */
final class RestoreProgress implements HostListener {

    private static final String TABLE = "processing data for table ";

    private final EventSink output;
    private long done;

    RestoreProgress(EventSink output) {
        this.output = output;
    }

    @Override
    public void line(String line) {
        int at = line.indexOf(TABLE);
        if (at >= 0) {
            output.accept(new Event.Progress("restore", done, 0, line.substring(at + TABLE.length())));
            done++;
        }
    }
}
