package dev.tvsh.commands.tview;

/**
 * A relation that has the name of a TVIEW's view in another schema. The extension looks for the columns of a view by its name
 * alone and finds those of both, so that writes to the base tables of the TVIEW fail.
 *
 * @param entity the TVIEW
 * @param copy the other relation
 */
public record ViewCopy(String entity, QualifiedName copy) {}
