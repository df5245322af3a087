package dev.tvsh.shell.terminal;

import java.io.Writer;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/**
 * Lines that stay below everything that is written. They are taken away before something is written and put back behind
 * it, once that has ended its line.
 */
final class StatusBlock extends Writer {

    private final Terminal terminal;
    private final boolean able;
    private List<String> lines = List.of();
    private int drawn;
    private boolean atLineStart = true;
    private boolean away;

    StatusBlock(Terminal terminal) {
        super(terminal);
        this.terminal = terminal;
        this.able = !terminal.getType().startsWith(Terminal.TYPE_DUMB)
                && terminal.getStringCapability(Capability.cursor_up) != null
                && terminal.getStringCapability(Capability.clr_eos) != null;
    }

    /** Shows these lines, cut to the width of the screen; does nothing on a terminal that cannot. */
    void show(List<String> newLines) {
        if (!able || newLines.equals(lines)) {
            return;
        }
        synchronized (lock) {
            erase();
            lines = List.copyOf(newLines);
            draw();
            terminal.flush();
        }
    }

    /** While somebody else has the screen, nothing is shown. */
    void away(boolean on) {
        synchronized (lock) {
            if (on) {
                erase();
                terminal.flush();
            }
            away = on;
        }
    }

    @Override
    public void write(char[] text, int offset, int length) {
        if (length == 0) {
            return;
        }
        synchronized (lock) {
            erase();
            terminal.writer().write(text, offset, length);
            atLineStart = text[offset + length - 1] == '\n';
        }
    }

    @Override
    public void flush() {
        synchronized (lock) {
            draw();
            terminal.flush();
        }
    }

    @Override
    public void close() {
        show(List.of());
        flush();
    }

    private void draw() {
        if (away || drawn > 0 || lines.isEmpty() || !atLineStart) {
            return;
        }
        int width = terminal.getColumns();
        int room = Math.max(1, Math.min(lines.size(), terminal.getRows() - 1));
        for (String line : lines.subList(0, room)) {
            AttributedString cut = AttributedString.fromAnsi(line);
            if (width > 1 && cut.columnLength(terminal) >= width) {
                cut = cut.columnSubSequence(terminal, 0, width - 1);
            }
            terminal.writer().write(cut.toAnsi(terminal) + "\n");
            drawn++;
        }
    }

    private void erase() {
        if (drawn > 0) {
            terminal.writer().write('\r');
            for (int i = 0; i < drawn; i++) {
                terminal.puts(Capability.cursor_up);
            }
            terminal.puts(Capability.clr_eos);
            drawn = 0;
        }
    }
}
