package dev.tvsh.commands.check;

import java.util.Comparator;
import java.util.List;

/**
 * What a check found.
 *
 * @param id the check
 * @param objects what it is about, by name, sorted
 * @param detail one line; empty if all is well
 * @param remedy what to type or do; empty if nothing
 * @param fix the command that repairs it safely; empty if there is none
 */
public record Finding(
        String id, Severity severity, Status status, List<String> objects, String detail, String remedy, String fix)
        implements Comparable<Finding> {
    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparingInt(Finding::rank).thenComparing(Finding::id);

    public Finding {
        objects = List.copyOf(objects);
    }

    static Finding ok(Check check) {
        return new Finding(check.id(), check.severity(), Status.OK, List.of(), "", "", "");
    }

    static Finding problem(Check check, List<String> objects, String detail, String remedy) {
        return problem(check, check.severity(), objects, detail, remedy);
    }

    static Finding problem(Check check, Severity severity, List<String> objects, String detail, String remedy) {
        return new Finding(check.id(), severity, Status.PROBLEM, objects, detail, remedy, "");
    }

    static Finding undetermined(Check check, String reason) {
        return new Finding(check.id(), check.severity(), Status.UNDETERMINED, List.of(), reason, "", "");
    }

    public boolean isProblem(Severity of) {
        return status == Status.PROBLEM && severity == of;
    }

    public boolean isUndetermined() {
        return status == Status.UNDETERMINED;
    }

    private int rank() {
        if (status == Status.OK) {
            return 4;
        }
        if (status == Status.UNDETERMINED) {
            return 1;
        }
        return switch (severity) {
            case BLOCK -> 0;
            case WARN -> 2;
            case NOTICE -> 3;
        };
    }

    @Override
    public int compareTo(Finding other) {
        return WORST_FIRST.compare(this, other);
    }

    /** The mark in front of it. */
    public String symbol() {
        return switch (rank()) {
            case 0 -> "✗";
            case 1 -> "?";
            case 2 -> "!";
            default -> "·";
        };
    }

    /** The line that a replay compares: no times, no counts. */
    public String stable() {
        return id + " " + status.word() + " " + severity.word() + " " + String.join(", ", objects);
    }
}
