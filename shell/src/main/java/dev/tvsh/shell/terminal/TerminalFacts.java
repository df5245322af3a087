package dev.tvsh.shell.terminal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** What can be known of the terminal before it is opened, and without opening it. */
public final class TerminalFacts {

    private TerminalFacts() {}

    /** Whether standard input is a terminal. */
    public static boolean stdinIsTerminal() {
        return isTerminal(0, SystemStream.Input);
    }

    /** Whether standard output is a terminal. */
    public static boolean stdoutIsTerminal() {
        return isTerminal(1, SystemStream.Output);
    }

    private static boolean isTerminal(int descriptor, SystemStream stream) {
        try {
            Path link = Path.of("/proc/self/fd/" + descriptor);
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException noLinux) {
            return asksSystem(stream);
        }
    }

    private static boolean asksSystem(SystemStream stream) {
        try {
            return TerminalProvider.load("jni").isSystemStream(stream);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether colours are welcome: the user has not said no, and the terminal has a name that is not {@code dumb}. */
    static boolean coloursWelcome(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !type.isEmpty() && !type.equals("dumb");
    }

    /** Whether the locale says that the terminal shows UTF-8. */
    static boolean unicode(Map<String, String> environment) {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(variable, "");
            if (!locale.isEmpty()) {
                String name = locale.toUpperCase(Locale.ROOT);
                return name.contains("UTF-8") || name.contains("UTF8");
            }
        }
        return false;
    }

    /** The encoding to speak with the terminal; where the locale names none but ASCII, UTF-8, which passes through. */
    static Charset encoding() {
        Charset locale = Charset.defaultCharset();
        return locale.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : locale;
    }
}
