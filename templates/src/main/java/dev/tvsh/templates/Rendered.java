package dev.tvsh.templates;

/**
 * What a template has become: ready to be shown, recorded and run. It may stand in another template of its own kind.
 *
 * @param template the name of the template, for example {@code sql/trigger/set-state.sql.vm}
 * @param digest the SHA-256 of the template's source in hexadecimal, so that a later reader sees which text it was
 * @param kind the language
 * @param text the rendered text, without blank lines at either end
 */
public record Rendered(String template, String digest, TemplateKind kind, String text) implements Ref {

    @Override
    public boolean allowedIn(TemplateKind target) {
        return kind == target;
    }

    @Override
    public String toString() {
        return text;
    }
}
