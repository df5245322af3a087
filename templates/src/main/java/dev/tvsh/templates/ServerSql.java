package dev.tvsh.templates;

/**
 * SQL that the server itself has written: what {@code pg_get_viewdef}, {@code pg_get_indexdef}, {@code format_type} and their
 * like answer, names quoted where needed. Never the text of a user, a file or a row.
 *
 * @param text the text as the server gave it
 */
public record ServerSql(String text) implements Ref {

    public static ServerSql of(String text) {
        return new ServerSql(text);
    }

    @Override
    public boolean allowedIn(TemplateKind kind) {
        return kind == TemplateKind.SQL;
    }

    @Override
    public String toString() {
        return text;
    }
}
