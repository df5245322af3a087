package dev.tvsh.shell.terminal;

import org.jline.reader.Widget;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/**
 * Lets Ctrl-Z stop the process while an input is typed. The line editor takes all control characters for keys; here the
 * one for suspending is given back to the terminal, at the beginning of each input and when the process goes on.
 */
final class Suspension implements Widget {

    private static final String PASTE_IN_BRACKETS = "\u001b[?2004h";

    private final Terminal terminal;

    Suspension(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public boolean apply() {
        SignalHandler editor = terminal.handle(Signal.CONT, SignalHandler.SIG_IGN);
        terminal.handle(Signal.CONT, signal -> {
            editor.handle(signal);
            terminal.writer().write(PASTE_IN_BRACKETS);
            terminal.flush();
            allow();
        });
        allow();
        return true;
    }

    private void allow() {
        Attributes attributes = terminal.getAttributes();
        attributes.setLocalFlag(LocalFlag.ISIG, true);
        attributes.setControlChar(ControlChar.VINTR, 0);
        attributes.setControlChar(ControlChar.VQUIT, 0);
        terminal.setAttributes(attributes);
    }
}
