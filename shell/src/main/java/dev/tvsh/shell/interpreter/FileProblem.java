package dev.tvsh.shell.interpreter;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file, as the operating system would say it. */
public final class FileProblem {

    private FileProblem() {}

    public static String of(String name, IOException e) {
        if (e instanceof NoSuchFileException) {
            return name + ": No such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return name + ": Permission denied";
        }
        if (e instanceof CharacterCodingException) {
            return name + ": is not text in UTF-8";
        }
        String reason = e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
        return name + ": " + reason;
    }
}
