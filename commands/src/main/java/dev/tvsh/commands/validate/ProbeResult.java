package dev.tvsh.commands.validate;

import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import java.util.Optional;

/**
 * What a write to one table showed.
 *
 * @param table the table that was written to
 * @param tview the table of the TVIEW that had to follow; empty if none could be looked at
 * @param reason why it is not proved; empty if it is
 */
public record ProbeResult(QualifiedName table, String tview, Kind kind, String reason) {
    /** How a probe ended. */
    public enum Kind {
        /** The TVIEW was written, and is as its view has it. */
        PROVED,
        /** The write went through; no row of a TVIEW could show that it follows. */
        WRITTEN,
        /** There was nothing to write. */
        UNPROVED,
        /** The write was not made: it is known to fail, whatever happened to the database. */
        AVOIDED,
        FAILED,
        UNDETERMINED
    }

    static ProbeResult proved(QualifiedName table, Optional<Tview> tview) {
        return of(table, tview, Kind.PROVED, "");
    }

    static ProbeResult written(QualifiedName table, Optional<Tview> tview) {
        return of(table, tview, Kind.WRITTEN, "");
    }

    static ProbeResult unproved(QualifiedName table, Optional<Tview> tview, String reason) {
        return of(table, tview, Kind.UNPROVED, reason);
    }

    static ProbeResult rehearsed(QualifiedName table, Optional<Tview> tview, WriteRehearsal.Obstacle obstacle) {
        return of(table, tview, obstacle.result(), obstacle.reason());
    }

    static ProbeResult failed(QualifiedName table, Optional<Tview> tview, String reason) {
        return of(table, tview, Kind.FAILED, reason);
    }

    static ProbeResult undetermined(QualifiedName table, Optional<Tview> tview, String reason) {
        return of(table, tview, Kind.UNDETERMINED, reason);
    }

    private static ProbeResult of(QualifiedName table, Optional<Tview> tview, Kind kind, String reason) {
        return new ProbeResult(table, tview.map(one -> one.table().toString()).orElse(""), kind, reason);
    }

    /** For people. */
    public String line() {
        String follower = tview.isEmpty() ? "" : " (followed by " + tview + ")";
        return "write to " + table + follower + ": " + reason;
    }
}
