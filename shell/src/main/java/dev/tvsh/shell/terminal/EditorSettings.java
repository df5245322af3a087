package dev.tvsh.shell.terminal;

import java.nio.file.Path;

/** What the user wants of the line editor; asked before each input. */
public interface EditorSettings {

    /** What holds without any setting. */
    EditorSettings USUAL = new EditorSettings() {
        @Override
        public boolean isCommand(String word) {
            return false;
        }

        @Override
        public String editMode() {
            return "";
        }

        @Override
        public int historySize() {
            return 500;
        }

        @Override
        public String historyControl() {
            return "none";
        }

        @Override
        public Path historyFile(Path usual) {
            return usual;
        }
    };

    /** Whether this is a command of tvsh. */
    boolean isCommand(String word);

    /** {@code vi}, {@code emacs}, or empty for what {@code inputrc} says. */
    String editMode();

    /** How many inputs are kept; below zero for all. */
    int historySize();

    /** What is not kept, as psql's {@code HISTCONTROL}. */
    String historyControl();

    /** The file in which inputs are kept. */
    Path historyFile(Path usual);
}
