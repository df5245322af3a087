package dev.tvsh.shell.completion;

import dev.tvsh.shell.completion.CompletionSource.Proposal;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The names of files and folders, as they are typed. */
record FileNames(Path folder) {

    private static final int MOST = 1_000;

    /** What begins so, quoted where a blank stands in it. */
    static List<Proposal> proposals(Path folder, String typed) {
        return new FileNames(folder)
                .startingWith(typed).stream()
                        .map(name -> new Proposal(name.contains(" ") ? "'" + name + "'" : name, name, "file"))
                        .toList();
    }

    /** The names that begin so; folders end in a slash. */
    private List<String> startingWith(String typed) {
        String parent = typed.substring(0, typed.lastIndexOf('/') + 1);
        String begin = typed.substring(parent.length());
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place(parent))) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                boolean hidden = name.startsWith(".") && !begin.startsWith(".");
                if (name.startsWith(begin) && !hidden && names.size() < MOST) {
                    names.add(parent + name + (Files.isDirectory(entry) ? "/" : ""));
                }
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    private Path place(String parent) {
        boolean home = parent.startsWith("~/");
        return folder.resolve(home ? System.getProperty("user.home", "") + parent.substring(1) : parent);
    }
}
