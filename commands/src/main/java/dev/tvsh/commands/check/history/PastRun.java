package dev.tvsh.commands.check.history;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What an earlier run of check has found.
 *
 * @param name when it was, or the name of its file
 * @param asked the checks that were asked
 * @param open what was wrong or undetermined, and not waived
 */
public record PastRun(String name, Set<String> asked, Set<Trouble> open) {
    static PastRun of(String name, JsonNode document) {
        if (!document.path("findings").isArray()) {
            throw new TvshException(ExitCode.FATAL, name + " is no run of check", List.of("check --json writes one"));
        }
        Set<String> asked = new LinkedHashSet<>();
        Set<Trouble> open = new LinkedHashSet<>();
        for (JsonNode finding : document.path("findings")) {
            String id = finding.path("id").asString("");
            String status = finding.path("status").asString("");
            if (!status.equals("skipped")) {
                asked.add(id);
            }
            if (status.equals("problem") || status.equals("undetermined")) {
                JsonNode objects = finding.path("objects");
                objects.forEach(object -> open.add(new Trouble(id, object.asString(""))));
                if (objects.isEmpty()) {
                    open.add(new Trouble(id, ""));
                }
            }
        }
        return new PastRun(name, asked, open);
    }
}
