package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.render.PrintSettings;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** {@code \watch}: runs a statement again and again, until it fails or somebody stops it. */
final class Watch {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);
    private static final double SECONDS = 2;
    private static final long STEP_MILLIS = 50;

    private final ShellState state;
    private final Interrupts interrupts;

    Watch(ShellState state, Interrupts interrupts) {
        this.state = state;
        this.interrupts = interrupts;
    }

    Finished run(String word, Function<Sending, Finished> run) {
        double seconds = seconds(word);
        try {
            state.output().paging().beginWatch(state.settings());
            return again(seconds, run);
        } finally {
            state.output().paging().end();
        }
    }

    private Finished again(double seconds, Function<Sending, Finished> run) {
        String title = state.settings().title();
        while (true) {
            PrintSettings settings = state.settings().copy();
            settings.pager(PrintSettings.Pager.OFF);
            String every =
                    TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + " (every " + shown(seconds) + "s)\n";
            settings.title(title == null ? every : title + "\t" + every);
            Finished finished = run.apply(new Sending(settings, Sending.Use.PRINT, List.of(), ""));
            state.output().flush();
            if (!finished.answer().isOk() || nobodyLooks() || !waited(seconds)) {
                state.output().echo("\n");
                return finished;
            }
        }
    }

    private static double seconds(String word) {
        if (word.isEmpty()) {
            return SECONDS;
        }
        try {
            double seconds = Double.parseDouble(word);
            return seconds > 0 ? seconds : 1;
        } catch (NumberFormatException e) {
            throw new TvshException(ExitCode.FATAL, "\\watch: incorrect interval value \"" + word + "\"", List.of(), e);
        }
    }

    private static String shown(double seconds) {
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }

    /** @return whether nobody has stopped it meanwhile */
    private boolean waited(double seconds) {
        long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        while (System.nanoTime() < end && !interrupts.asked() && !nobodyLooks()) {
            try {
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !interrupts.asked() && !nobodyLooks();
    }

    private boolean nobodyLooks() {
        return state.output().broken() || state.output().paging().left();
    }
}
