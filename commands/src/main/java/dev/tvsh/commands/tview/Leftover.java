package dev.tvsh.commands.tview;

/**
 * An object named as those of the extension that does not belong to it.
 *
 * @param kind {@code table}, {@code view} or {@code function}
 * @param arguments the types of a function's arguments; empty for the others
 * @param likeMember whether it has the very name of a member: CREATE EXTENSION fails at it where it is to make that member, and
 *     elsewhere a session may find it in the member's place
 */
public record Leftover(String kind, QualifiedName name, String arguments, boolean likeMember) {
    /** For people, for example {@code function public.pg_tviews_debug_queue()}. */
    public String shown() {
        return kind + " " + name + (kind.equals("function") ? "(" + arguments + ")" : "");
    }
}
