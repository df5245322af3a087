package dev.tvsh.templates;

/**
 * A typed template reference: the only kind of value that a template may print.
 *
 * <p>Each type knows how its value is written safely, and in which kinds of template it may stand. A bare string is
 * refused at render time, so no value can change the meaning of a statement.
 */
public sealed interface Ref permits Identifier, Literal, ServerSql, ShellWord, Prose, Rendered {

    /** The text that stands in the rendered output, escaped for the language of the template. */
    String text();

    /** Whether this reference may stand in a template of the given kind. */
    boolean allowedIn(TemplateKind kind);
}
