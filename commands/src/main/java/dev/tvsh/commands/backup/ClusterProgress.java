package dev.tvsh.commands.backup;

import dev.tvsh.commands.host.HostListener;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows what pg_basebackup tells of its work: {@code 24212/31207 kB (77%), 0/1 tablespace}. */
final class ClusterProgress implements HostListener {

    private static final Pattern TOLD = Pattern.compile("([0-9]+)/([0-9]+) kB");
    private static final long KILOBYTE = 1024;

    private final EventSink output;

    ClusterProgress(EventSink output) {
        this.output = output;
    }

    @Override
    public void line(String line) {
        Matcher told = TOLD.matcher(line);
        if (told.find()) {
            long done = Long.parseLong(told.group(1));
            long total = Long.parseLong(told.group(2));
            output.accept(new Event.Progress(
                    "backup", done, total, Bytes.shown(done * KILOBYTE) + " of " + Bytes.shown(total * KILOBYTE)));
        }
    }
}
