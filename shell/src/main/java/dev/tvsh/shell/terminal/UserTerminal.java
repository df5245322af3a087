package dev.tvsh.shell.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A person at a terminal. The only implementation that knows the line editor is in this package. */
public interface UserTerminal extends AutoCloseable {

    /** In a prompt: what follows moves no cursor, up to {@link #HIDDEN_TO}; as readline marks it. */
    String HIDDEN_FROM = "\u0001";

    String HIDDEN_TO = "\u0002";

    /**
     * Reads one input, of one line or several.
     *
     * @param prompt the prompt of the first line
     * @param continuation told the text so far, gives the prompt of the next line, or an empty text if it is complete
     * @return the text, or null if the person ended the session with Ctrl-D
     * @throws Interrupted if the person gave the input up with Ctrl-C
     */
    @Nullable String read(String prompt, Function<String, String> continuation) throws Interrupted;

    /** Asks one question outside of history and completion. @return the answer, or null at Ctrl-D */
    @Nullable String ask(String question) throws Interrupted;

    /** Asks for a password without showing it. @return the password, or null at Ctrl-D */
    char @Nullable [] askPassword(String question) throws Interrupted;

    /** What was typed here and in earlier sessions, the oldest first. */
    List<String> history();

    /** Where output goes. */
    PrintWriter output();

    /** The width in columns; 0 if unknown. */
    int width();

    /** The height in lines; 0 if unknown. */
    int height();

    /** Whether colours and bold may be used. */
    boolean coloured();

    /** Whether characters beyond ASCII can be shown. */
    boolean unicode();

    /** Shows lines at the bottom of the screen until the next call; none removes them. */
    void status(List<String> lines);

    /** Until closed, Ctrl-C runs {@code action} on another thread instead of ending anything. */
    Scope onInterrupt(Runnable action);

    /** Until closed, another program has the terminal: nothing is shown at the bottom, and at the end all is as it was before. */
    Scope lend();

    @Override
    void close();

    /** Something that ends when closed. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Ctrl-C while reading. */
    final class Interrupted extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
