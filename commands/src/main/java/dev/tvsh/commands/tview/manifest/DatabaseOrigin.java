package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.connection.Row;

/**
 * What CREATE DATABASE is told besides encoding, collation and owner, and what can only be said of a database from outside of
 * it: none of it comes back with a restore into another name.
 *
 * @param provider who knows its locale: {@code c}, {@code i} for ICU, {@code b} for the built-in one
 * @param locale the locale of a provider other than {@code c}; else empty
 * @param rules how ICU orders text besides; empty if none
 * @param tablespace where its tables are unless they say otherwise
 * @param template whether everybody may copy it, and nobody may drop it
 * @param comment empty if none
 */
public record DatabaseOrigin(
        String provider, String locale, String rules, String tablespace, boolean template, String comment) {

    /** Of nothing that is known. */
    public static final DatabaseOrigin USUAL = new DatabaseOrigin("c", "", "", "pg_default", false, "");

    /** From a row that has columns of these names. */
    public static DatabaseOrigin of(Row row) {
        return new DatabaseOrigin(
                row.text("provider"),
                row.text("locale"),
                row.text("rules"),
                row.text("tablespace"),
                row.flag("template"),
                row.text("comment"));
    }

    /** The locale as it is told where two are compared. */
    String shownLocale() {
        return switch (provider) {
            case "i" -> "icu " + locale + (rules.isEmpty() ? "" : " with rules " + rules);
            case "b" -> "builtin " + locale;
            default -> "libc";
        };
    }
}
