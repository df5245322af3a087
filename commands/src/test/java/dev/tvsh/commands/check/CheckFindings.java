package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Outcome;
import java.util.List;

/** What a {@code check} has found, as a test reads it. */
public final class CheckFindings {
    private CheckFindings() {}

    /** All of them, in the order of the report. */
    public static List<Finding> all(Outcome outcome) {
        Object findings = outcome.document().get("findings");
        assertThat(findings).isInstanceOf(List.class);
        return ((List<?>) findings).stream().map(Finding.class::cast).toList();
    }

    /** That of the check of this id. */
    public static Finding of(Outcome outcome, String id) {
        return all(outcome).stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The only one. */
    public static Finding single(Outcome outcome) {
        assertThat(all(outcome)).hasSize(1);
        return all(outcome).get(0);
    }
}
