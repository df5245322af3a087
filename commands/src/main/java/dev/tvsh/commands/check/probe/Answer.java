package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What a probe has found out.
 *
 * @param severity how bad it is, where that differs from what the check says of the route
 * @param objects what it is about, by name, sorted
 * @param detail one line; empty if all is well
 * @param remedy what to type or do; empty if the check says it
 */
public record Answer(Status status, Optional<Severity> severity, List<String> objects, String detail, String remedy) {

    public Answer {
        objects = List.copyOf(objects);
    }

    static Answer ok() {
        return new Answer(Status.OK, Optional.empty(), List.of(), "", "");
    }

    static Answer problem(List<String> objects, String detail, String remedy) {
        return new Answer(Status.PROBLEM, Optional.empty(), objects, detail, remedy);
    }

    static Answer problem(Severity severity, List<String> objects, String detail, String remedy) {
        return new Answer(Status.PROBLEM, Optional.of(severity), objects, detail, remedy);
    }

    /**
     * It could not be found out.
     *
     * @param reason why it could not be found out
     */
    public static Answer undetermined(String reason) {
        return new Answer(Status.UNDETERMINED, Optional.empty(), List.of(), reason, "");
    }

    /** The same, with what to type or do. */
    Answer withRemedy(String what) {
        return new Answer(status, severity, objects, detail, what);
    }

    /**
     * A person has to look.
     *
     * @param what what a person has to look at
     */
    public static Answer manual(String what) {
        return new Answer(Status.MANUAL, Optional.of(Severity.MANUAL), List.of(), what, "");
    }

    /**
     * It was not asked.
     *
     * @param reason why it was not asked
     */
    public static Answer skipped(String reason) {
        return new Answer(Status.SKIPPED, Optional.empty(), List.of(), reason, "");
    }
}
