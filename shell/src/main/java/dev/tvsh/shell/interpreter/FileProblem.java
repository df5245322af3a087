package dev.tvsh.shell.interpreter;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file, as the operating system would say it. */
public final class FileProblem {

    private FileProblem() {}

    /** The file and the reason. */
    public static String of(String name, IOException e) {
        return name + ": " + reason(e);
    }

    /** The reason alone, for a message that names the file itself. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (e instanceof CharacterCodingException) {
            return "is not text in UTF-8";
        }
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
    }
}
