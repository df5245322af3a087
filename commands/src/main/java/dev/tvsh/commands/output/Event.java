package dev.tvsh.commands.output;

import dev.tvsh.commands.connection.ServerMessage;
import dev.tvsh.templates.Rendered;
import java.util.List;

/** Something that happened. */
public sealed interface Event {

    /**
     * Templates were rendered and will run, one after the other, as soon as the sinks have taken this.
     *
     * @param script the texts
     * @param looks whether they run where nothing can be changed
     */
    record WillRun(List<Rendered> script, boolean looks) implements Event {

        public WillRun {
            script = List.copyOf(script);
        }

        /** One that may change something. */
        public WillRun(Rendered rendered) {
            this(List.of(rendered), false);
        }
    }

    /**
     * A template was rendered to be shown only, as {@code --dry-run} does.
     *
     * @param rendered the text
     */
    record WouldRun(Rendered rendered) implements Event {}

    /**
     * A line for the user.
     *
     * @param text one line, without a line end
     */
    record Line(String text) implements Event {}

    /**
     * A small table for the user.
     *
     * @param headings the names of the columns
     * @param rows the cells, each row as long as {@code headings}
     */
    record Table(List<String> headings, List<List<String>> rows) implements Event {}

    /**
     * The server said something aside.
     *
     * @param message the notice or warning
     */
    record Notice(ServerMessage message) implements Event {}

    /**
     * How far long work has come.
     *
     * @param what what is being done
     * @param done units done
     * @param total units in all, 0 if unknown
     * @param detail numbers to it, or what is running now
     * @param running what is running now, each in a few words; empty where {@code detail} tells
     */
    record Progress(String what, long done, long total, String detail, List<String> running) implements Event {

        public Progress {
            running = List.copyOf(running);
        }

        public Progress(String what, long done, long total, String detail) {
            this(what, done, total, detail, List.of());
        }
    }
}
