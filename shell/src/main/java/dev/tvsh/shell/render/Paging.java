package dev.tvsh.shell.render;

import dev.tvsh.commands.TvshException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one result to the screen: nothing of it is written before it is known whether it fits, and what does not fit
 * goes through a pager. While that has the screen, messages wait.
 */
public final class Paging {

    /** So much a pager that does not exist can have swallowed before that is noticed. */
    private static final int SWALLOWED = 1 << 18;

    /** So many characters of messages wait. */
    private static final int WAITING = 1 << 16;

    private enum Way {
        /** Nothing goes through a pager here. */
        NONE,
        UNDECIDED,
        STRAIGHT,
        PAGER,
        /** The person has left the pager; what still comes is dropped. */
        LEFT
    }

    /** Takes bytes of a text in UTF-8. */
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int from, int length);
    }

    private final Sink screen;
    private final Consumer<String> messages;
    private final StringBuilder waiting = new StringBuilder();
    private final ByteArrayOutputStream swallowed = new ByteArrayOutputStream();
    private @Nullable ScreenPager pager;
    private ScreenPager.@Nullable Open open;
    private Runnable whenLeft = () -> {};
    private volatile Way way = Way.NONE;
    private boolean always;
    private int least;

    Paging(Sink screen, Consumer<String> messages) {
        this.screen = screen;
        this.messages = messages;
    }

    /** From now on what is longer than the screen goes through this one. */
    public void pager(ScreenPager newPager) {
        pager = newPager;
    }

    /** What runs, on any thread, when the person leaves a pager that is started from now on. */
    public void whenLeft(Runnable action) {
        whenLeft = action;
    }

    /** A result begins. @return whether it may go through a pager; then it has to {@link #end} */
    boolean begin(PrintSettings settings) {
        if (pager == null || way != Way.NONE || settings.pager() == PrintSettings.Pager.OFF) {
            return false;
        }
        way = Way.UNDECIDED;
        always = settings.pager() == PrintSettings.Pager.ALWAYS;
        least = settings.pagerMinLines();
        return true;
    }

    /** All that is printed goes through the pager for this use, if there is one, until {@link #end}. */
    public void beginWatch(PrintSettings settings) {
        if (begin(settings)) {
            start(ScreenPager.Use.WATCH);
            way = way == Way.PAGER ? way : Way.NONE;
        }
    }

    /** Whether it is not known yet that the result fits, nor that it does not. */
    boolean undecided() {
        return way == Way.UNDECIDED;
    }

    /** Whether what is printed now goes through a pager if it is long. */
    boolean active() {
        return way != Way.NONE && way != Way.STRAIGHT;
    }

    /** The result has at least so many lines, as psql counts them. */
    void lines(long lines) {
        boolean fits = pager == null || lines < pager.rows() || lines < least;
        if (way == Way.UNDECIDED && (always || !fits)) {
            start(ScreenPager.Use.RESULT);
        }
    }

    /** The result has no more lines than were told. */
    void fits() {
        if (way == Way.UNDECIDED) {
            way = Way.STRAIGHT;
        }
    }

    /** Whether the person has left, and nobody sees what is still printed. */
    public boolean left() {
        return way == Way.LEFT;
    }

    void write(byte[] bytes, int from, int length) {
        if (way == Way.UNDECIDED) {
            start(ScreenPager.Use.RESULT); // so much text before its end is more than a screen shows
        }
        ScreenPager.Open to = open;
        if (to == null) {
            screen.write(bytes, from, length);
        } else if (way == Way.PAGER) {
            try {
                to.input().write(bytes, from, length);
                swallowed.write(bytes, from, Math.min(length, SWALLOWED - swallowed.size()));
            } catch (IOException e) {
                if (to.finish()) {
                    leave(whenLeft);
                } else {
                    straightAfterAll();
                    screen.write(bytes, from, length);
                }
            }
        }
    }

    /** There is no such pager, and what has been written to it was not seen. */
    private void straightAfterAll() {
        open = null;
        way = Way.STRAIGHT;
        messages.accept("tvsh: warning: the pager could not be started\n");
        screen.write(swallowed.toByteArray(), 0, swallowed.size());
        swallowed.reset();
    }

    /** Brings on the screen what was written so far. */
    void flush() {
        ScreenPager.Open to = open;
        if (to != null && way == Way.PAGER) {
            try {
                to.input().flush();
            } catch (IOException e) {
                // What is written next, or the end, meets the same and knows what to do.
                return;
            }
        }
    }

    /** Whether a message waits until the pager has gone, and has been taken for that. */
    boolean takes(String message) {
        if (way != Way.PAGER) {
            return false;
        }
        waiting.append(message, 0, Math.min(message.length(), WAITING - waiting.length()));
        return true;
    }

    /** The result has ended: waits until the person has left the pager. */
    public void end() {
        ScreenPager.Open ended = open;
        if (ended != null && !ended.finish()) {
            straightAfterAll();
        }
        open = null;
        way = Way.NONE;
        swallowed.reset();
        String told = waiting.toString();
        waiting.setLength(0);
        if (!told.isEmpty()) {
            messages.accept(told);
        }
    }

    private void start(ScreenPager.Use use) {
        way = Way.STRAIGHT;
        ScreenPager known = pager;
        if (known == null) {
            return;
        }
        Runnable action = whenLeft;
        try {
            Optional<ScreenPager.Open> started = known.start(use, () -> leave(action));
            if (started.isPresent()) {
                open = started.get();
                way = Way.PAGER;
            }
        } catch (TvshException e) {
            messages.accept("tvsh: warning: " + e.getMessage() + "\n");
        }
    }

    private synchronized void leave(Runnable action) {
        if (way == Way.PAGER) {
            way = Way.LEFT;
            action.run();
        }
    }
}
