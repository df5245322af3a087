package dev.tvsh.shell.render;

import java.io.OutputStream;
import java.util.Optional;

/** The screen of a person, and the program that shows what is longer than it. */
public interface ScreenPager {

    /** The lines of the screen; 0 if unknown. */
    int rows();

    /**
     * Starts the program.
     *
     * @param use what it is to show
     * @param left runs, on any thread, when the person has left the program; it may be that all had been written to it
     * @return empty if the user wants none
     * @throws dev.tvsh.commands.TvshException if it cannot be started
     */
    Optional<Open> start(Use use, Runnable left);

    /** What is shown. */
    enum Use {
        RESULT,
        /** One result after the other, for {@code \watch}. */
        WATCH
    }

    /** A program that has been started. */
    interface Open {

        /** What it reads. */
        OutputStream input();

        /** Nothing more comes; waits until the person leaves. @return whether there is such a program at all */
        boolean finish();
    }
}
