package dev.tvsh.commands.check;

import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Fix;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Answer;
import dev.tvsh.commands.check.probe.Status;
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

    static Finding of(CheckSpec check, Severity severity, Answer answer) {
        boolean wrong = answer.status() == Status.PROBLEM;
        String known = wrong ? check.remedy() : "";
        return new Finding(
                check.id(),
                severity,
                answer.status(),
                answer.objects(),
                answer.detail(),
                answer.remedy().isEmpty() ? known : answer.remedy(),
                wrong ? fix(check) : "");
    }

    private static String fix(CheckSpec check) {
        if (check.fix() instanceof Fix.Command command) {
            return command.line();
        }
        return check.fix() instanceof Fix.Statement ? "check --fix " + check.id() : "";
    }

    Finding with(Status otherStatus, List<String> otherObjects, String otherDetail) {
        return new Finding(id, severity, otherStatus, otherObjects, otherDetail, remedy, fix);
    }

    public boolean isProblem(Severity of) {
        return status == Status.PROBLEM && severity == of;
    }

    public boolean isUndetermined() {
        return status == Status.UNDETERMINED;
    }

    private int rank() {
        return switch (status) {
            case PROBLEM -> {
                if (severity == Severity.BLOCK) {
                    yield 0;
                }
                yield severity == Severity.WARN ? 2 : 3;
            }
            case UNDETERMINED -> 1;
            case MANUAL -> 4;
            case WAIVED -> 5;
            case OK -> 6;
            case SKIPPED -> 7;
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
