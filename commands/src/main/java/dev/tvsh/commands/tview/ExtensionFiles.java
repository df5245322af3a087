package dev.tvsh.commands.tview;

import java.util.List;

/**
 * What the server's file system has of the extension.
 *
 * @param versions the versions that can be installed; none where its control file is missing
 * @param updates the versions that the installed one can be updated to; no release so far came with a script for that
 */
public record ExtensionFiles(List<String> versions, List<String> updates) {
    public ExtensionFiles {
        versions = List.copyOf(versions);
        updates = List.copyOf(updates);
    }
}
