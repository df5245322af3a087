package dev.tvsh.commands;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a file, as the operating system would say it: Java's own message is often its name and nothing else. */
public final class FileProblem {

    private FileProblem() {}

    /** The file and the reason. */
    public static String of(String name, Exception e) {
        return name + ": " + reason(e);
    }

    /** The reason, behind the file where the error knows which: for a message that names none. */
    public static String of(Exception e) {
        return e instanceof FileSystemException file && file.getFile() != null ? of(file.getFile(), e) : reason(e);
    }

    /** The reason alone, in one line, for a message that names the file itself. */
    public static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (e instanceof CharacterCodingException) {
            return "is not text in UTF-8";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "File exists";
        }
        if (e instanceof NotDirectoryException) {
            return "Not a directory";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "Directory not empty";
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        if (!(e instanceof IOException) && e.getCause() instanceof IOException cause) {
            return reason(cause);
        }
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
