package dev.tvsh.commands.check.catalog;

import java.util.List;
import java.util.Map;

/** How a check is asked. */
public sealed interface Ask {
    /**
     * By a query.
     *
     * @param template its name
     * @param everywhere whether it is asked in every database of the cluster, and not only in the one that is connected to
     * @param with what several checks that share a template tell it apart by; the template gets literals of these names
     * @param data the rows of a data file, which the template gets as the list {@code $data}; empty if there is none
     */
    record Query(String template, boolean everywhere, Map<String, String> with, List<Map<String, String>> data)
            implements Ask {
        public Query {
            with = Map.copyOf(with);
            data = List.copyOf(data);
        }
    }

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
