package dev.tvsh.commands.export;

import java.util.Optional;

/**
 * The files of an export while they are written.
 *
 * @param script the psql script; empty if it is not wanted
 * @param json the same as JSON; empty if it is not wanted
 */
record GrowingFiles(Optional<GrowingFile> script, Optional<GrowingFile> json) implements AutoCloseable {

    GrowingFiles(ExportFiles files) {
        this(files.script().map(GrowingFile::new), files.json().map(GrowingFile::new));
    }

    /** Gives them their names. */
    void complete() {
        script.ifPresent(GrowingFile::complete);
        json.ifPresent(GrowingFile::complete);
    }

    /** Removes what is not complete. */
    @Override
    public void close() {
        script.ifPresent(GrowingFile::close);
        json.ifPresent(GrowingFile::close);
    }
}
