package dev.tvsh.commands.check.catalog;

/** How a check is asked. */
public sealed interface Ask {
    /**
     * By a query.
     *
     * @param template its name
     * @param everywhere whether it is asked in every database of the cluster, and not only in the one that is connected to
     */
    record Query(String template, boolean everywhere) implements Ask {}

    /**
     * On the host of the server.
     *
     * @param template its name
     */
    record Host(String template) implements Ask {}

    /**
     * By code.
     *
     * @param name how the registry of probes calls it
     */
    record Code(String name) implements Ask {}

    /**
     * By a person.
     *
     * @param what what to look at
     */
    record Person(String what) implements Ask {}
}
