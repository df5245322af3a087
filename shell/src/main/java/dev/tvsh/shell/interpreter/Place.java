package dev.tvsh.shell.interpreter;

/**
 * Where inputs come from.
 *
 * @param name {@code terminal}, {@code -c}, {@code stdin}, or the name of a file
 * @param file whether errors are told with name and line
 * @param folder the folder to which {@code \ir} is relative; empty for the current one
 */
public record Place(String name, boolean file, String folder) {

    public static final Place TERMINAL = new Place("terminal", false, "");
    public static final Place COMMAND = new Place("-c", false, "");
    public static final Place PIPE = new Place("stdin", false, "");

    /** Whether a person has typed it. Not by comparing records, which the JVM takes 15 ms to prepare for at the first time. */
    public boolean isTerminal() {
        return !file && name.equals(TERMINAL.name);
    }

    /** What stands before an error of the server. */
    String prefix(int line) {
        return file ? "tvsh:" + name + ":" + line + ": " : "";
    }

    /** How the transcript tells the source. */
    String source(int line) {
        return file ? name + ":" + line : name;
    }
}
