package dev.tvsh.templates;

/**
 * Text that a person reads, for guides and reports only.
 *
 * @param text the text; control characters are shown as {@code ?}, so that no server text can drive a terminal
 */
public record Prose(String text) implements Ref {

    /** Text for a person. */
    public static Prose of(String value) {
        return new Prose(value.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?"));
    }

    /** A number for a person. */
    public static Prose of(long value) {
        return of(Long.toString(value));
    }

    @Override
    public boolean allowedIn(TemplateKind kind) {
        return kind == TemplateKind.GUIDE || kind == TemplateKind.REPORT;
    }

    @Override
    public String toString() {
        return text;
    }
}
