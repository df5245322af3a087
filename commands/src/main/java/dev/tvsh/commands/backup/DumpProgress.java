package dev.tvsh.commands.backup;

import dev.tvsh.commands.host.HostListener;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;

/** Follows what pg_dump tells of its work. */
final class DumpProgress implements HostListener {

    private static final String TABLE = "dumping contents of table ";

    private final EventSink output;
    private final long tables;
    private long done;

    DumpProgress(EventSink output, long tables) {
        this.output = output;
        this.tables = tables;
    }

    @Override
    public void line(String line) {
        int at = line.indexOf(TABLE);
        if (at >= 0) {
            output.accept(new Event.Progress("backup", done, tables, line.substring(at + TABLE.length())));
            done++;
        }
    }
}
