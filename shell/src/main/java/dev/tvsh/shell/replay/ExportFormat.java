package dev.tvsh.shell.replay;

/** What a transcript can be turned into. */
enum ExportFormat {
    /** A runbook: what was typed. */
    TVSH,
    /** All SQL, typed and rendered. */
    SQL,
    /** All shell text that ran on the host. */
    SH,
    /** A record to read. */
    MD
}
