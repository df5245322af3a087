package dev.tvsh.commands.tview;

import java.util.List;

/**
 * One row of the extension's metadata, with names in place of OIDs.
 *
 * @param table the materialised table {@code tv_}
 * @param view the backing view {@code v_}
 * @param definition the SELECT as it was given when the TVIEW was created; its names may be unqualified. Empty where the surface
 *     does not record it
 * @param dependencies the tables whose writes it follows, in the recorded order; those that are gone are left out
 * @param createdAt when it was registered, as an ISO-8601 instant in microseconds; empty where the surface does not record it
 */
public record Registration(
        String entity,
        QualifiedName table,
        QualifiedName view,
        String definition,
        List<QualifiedName> dependencies,
        List<String> fkColumns,
        List<String> uuidFkColumns,
        List<String> dependencyTypes,
        List<String> dependencyPaths,
        List<String> arrayMatchKeys,
        String createdAt) {
    public Registration {
        dependencies = List.copyOf(dependencies);
        fkColumns = List.copyOf(fkColumns);
        uuidFkColumns = List.copyOf(uuidFkColumns);
        dependencyTypes = List.copyOf(dependencyTypes);
        dependencyPaths = List.copyOf(dependencyPaths);
        arrayMatchKeys = List.copyOf(arrayMatchKeys);
    }
}
