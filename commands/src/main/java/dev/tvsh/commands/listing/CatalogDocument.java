package dev.tvsh.commands.listing;

import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.ExtensionFiles;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TviewCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the documents of all listings begin with. */
final class CatalogDocument {
    private CatalogDocument() {}

    /** Dialect, extension, and what could not be determined and why. */
    static Map<String, Object> head(TviewCatalog catalog) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("dialect", catalog.dialect().label());
        document.put(
                "extension",
                catalog.extension()
                        .map(found -> extension(found, catalog.files()))
                        .orElse(Map.of()));
        document.put("standby", catalog.standby());
        document.put("undetermined", undetermined(catalog));
        return document;
    }

    private static Map<String, @Nullable Object> extension(Extension extension, Fact<ExtensionFiles> files) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", extension.version());
        json.put("schema", extension.schema());
        json.put("owner", extension.owner());
        json.put("library", extension.library().optional().orElse(null));
        json.put("metadata", extension.metadata().map(QualifiedName::toString).orElse(null));
        json.put("available", files.map(ExtensionFiles::versions).optional().orElse(null));
        json.put("updates", files.map(ExtensionFiles::updates).optional().orElse(null));
        return json;
    }

    private static Map<String, String> undetermined(TviewCatalog catalog) {
        Map<String, String> reasons = new TreeMap<>();
        note(reasons, "registered", catalog.registered());
        note(reasons, "files", catalog.files());
        catalog.extension().ifPresent(extension -> note(reasons, "library", extension.library()));
        return reasons;
    }

    private static void note(Map<String, String> reasons, String what, Fact<?> fact) {
        if (fact instanceof Fact.Undetermined) {
            reasons.put(what, fact.reason());
        }
    }
}
