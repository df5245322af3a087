package dev.tvsh.commands.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code name=value} lines that a host template answers with. */
public final class HostFacts {

    private final Map<String, List<String>> values = new HashMap<>();

    private HostFacts() {}

    public static HostFacts parse(String output) {
        HostFacts facts = new HostFacts();
        output.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                facts.values
                        .computeIfAbsent(line.substring(0, equals), name -> new ArrayList<>())
                        .add(line.substring(equals + 1));
            }
        });
        return facts;
    }

    /** The value of this name; empty if there is none. */
    public String text(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? "" : all.get(0);
    }

    /** Every value of this name, in order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The value as a number; 0 if there is none. */
    public long number(String name) {
        String text = text(name);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
