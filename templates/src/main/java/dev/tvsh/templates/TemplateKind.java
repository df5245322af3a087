package dev.tvsh.templates;

/** The languages that templates are written in, each with its folder and with its own rules of escaping. */
public enum TemplateKind {
    /** One SQL statement, without the final semicolon. */
    SQL,
    /** A POSIX shell script that runs on the host of the cluster. */
    HOST,
    /** Markdown that explains something to a person. */
    GUIDE,
    /** The text of a report. */
    REPORT;

    /** The folder of the templates of this kind, which is also the first part of their names. */
    public String folder() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
