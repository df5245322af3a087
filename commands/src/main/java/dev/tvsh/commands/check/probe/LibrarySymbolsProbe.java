package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.LibrarySymbols;
import java.util.List;

/** Whether the library has each function that the catalog and the installed script name. */
final class LibrarySymbolsProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Fact<LibrarySymbols> fact = LibrarySymbols.missing(context.sql());
        if (!(fact instanceof Fact.Known<LibrarySymbols> known)) {
            return Answer.undetermined(fact.reason());
        }
        List<String> ofCatalog = known.value().ofCatalog();
        List<String> ofScript = known.value().ofScript();
        if (!ofCatalog.isEmpty()) {
            return problem(
                    ofCatalog, "named in the catalog: they fail, and so does pg_upgrade, after its --check passed");
        }
        if (!ofScript.isEmpty()) {
            return problem(ofScript, "named in the installed script: no dump of this database can be restored here");
        }
        return Answer.ok();
    }

    private Answer problem(List<String> symbols, String consequence) {
        return Answer.problem(
                symbols,
                "the library lacks " + Shown.names(symbols) + ", " + consequence,
                "install library and script of one release");
    }
}
