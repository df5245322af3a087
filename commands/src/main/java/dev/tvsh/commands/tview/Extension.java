package dev.tvsh.commands.tview;

import java.util.Optional;

/**
 * The extension as the catalogs have it.
 *
 * @param version the version of its SQL objects; the same for every release so far
 * @param schema the schema that it is installed in
 * @param owner the role that owns it
 * @param library the version that its library tells in a new session
 * @param metadata the table of registrations, if it has one
 */
public record Extension(
        String version, String schema, String owner, Fact<String> library, Optional<QualifiedName> metadata) {}
