package dev.tvsh.shell.meta;

import dev.tvsh.templates.Templates;
import java.util.List;
import java.util.function.Supplier;

/** What is in the database. */
final class CatalogCommands {

    private CatalogCommands() {}

    static List<MetaCommand> all(Supplier<Templates> templates) {
        return List.of();
    }
}
