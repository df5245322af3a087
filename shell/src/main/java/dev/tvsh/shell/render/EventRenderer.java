package dev.tvsh.shell.render;

import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.TemplateKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shows what happens while a command runs.
 *
 * <p>Progress goes to the status lines of the terminal; without one, at most one line a minute goes to standard error.
 */
public final class EventRenderer implements EventSink {

    private static final Duration BETWEEN_PROGRESS = Duration.ofMinutes(1);

    private final Output out;
    private final PrintSettings settings;
    private final Optional<Consumer<List<String>>> status;
    private final boolean silent;
    private final Clock clock;
    private Instant nextProgress;

    /**
     * A renderer for one command.
     *
     * @param status shows lines at the bottom of the screen; empty if there is no terminal
     * @param silent whether only notices are shown, as under {@code --json}
     */
    public EventRenderer(
            Output out, PrintSettings settings, Optional<Consumer<List<String>>> status, boolean silent, Clock clock) {
        this.out = out;
        this.settings = settings.copy();
        this.status = status;
        this.silent = silent;
        this.clock = clock;
        this.nextProgress = clock.instant().plus(BETWEEN_PROGRESS);
        this.settings.expanded(PrintSettings.Expanded.OFF);
        this.settings.footer(false);
        this.settings.pager(PrintSettings.Pager.OFF);
        this.settings.title(null);
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.Notice notice) {
            out.error(MessageText.notice(notice.message(), "", MessageText.Show.DEFAULT));
        } else if (silent) {
            return;
        } else if (event instanceof Event.Line line) {
            out.say(line.text() + "\n");
            out.flush();
        } else if (event instanceof Event.WouldRun wouldRun) {
            out.print(shown(wouldRun.rendered()) + "\n");
        } else if (event instanceof Event.Table table) {
            TablePrinter printer = TablePrinters.create(TableHead.ofTexts(null, table.headings()), settings, out, 0);
            table.rows().forEach(printer::row);
            printer.end(List.of());
        } else if (event instanceof Event.Progress progress) {
            progress(progress);
        }
    }

    /** The text of a template as one could run it. */
    public static String shown(Rendered rendered) {
        return rendered.text() + (rendered.kind() == TemplateKind.SQL ? ";" : "");
    }

    private void progress(Event.Progress progress) {
        if (status.isPresent()) {
            status.get()
                    .accept(ProgressLines.of(progress).stream().map(out::shown).toList());
        } else if (!clock.instant().isBefore(nextProgress)) {
            nextProgress = clock.instant().plus(BETWEEN_PROGRESS);
            out.complain(ProgressLines.one(progress) + "\n");
        }
    }
}
