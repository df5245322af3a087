package dev.tvsh.commands.tview;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;

/**
 * One line that is the same as long as names, columns, what is read, dependencies and trigger states of all TVIEWs are the
 * same, and one for the texts of their views, which take longer to read.
 */
public final class TviewFingerprint {
    private final MessageDigest digest;

    private TviewFingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The line, for example {@code tviews 214, triggers 430, sha256 3f…}. */
    public static String line(TviewCatalog catalog) {
        if (catalog.registered() instanceof Fact.Undetermined<List<Tview>> undetermined) {
            return "tviews undetermined: " + undetermined.reason();
        }
        TviewFingerprint fingerprint = new TviewFingerprint();
        List<Tview> tviews = catalog.registered().orElse(List.of());
        tviews.forEach(fingerprint::add);
        catalog.triggers().forEach(fingerprint::add);
        for (EventTriggerState trigger : catalog.eventTriggers()) {
            fingerprint.add("event trigger", trigger.name(), trigger.firing().letter());
        }
        return "tviews " + tviews.size() + ", triggers " + catalog.triggers().size() + ", sha256 "
                + HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    /** The line for these texts, by the name of the view, for example {@code views 214, sha256 3f…}. */
    public static String views(SortedMap<String, String> texts) {
        TviewFingerprint fingerprint = new TviewFingerprint();
        texts.forEach((name, text) -> fingerprint.add("view", name, text));
        return "views " + texts.size() + ", sha256 " + HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void add(Tview tview) {
        add(
                "tview",
                tview.entity(),
                tview.table().toString(),
                tview.view().toString(),
                String.join("\n", tview.columns()),
                tview.reads().toString(),
                tview.dependencies().toString());
    }

    private void add(TriggerState trigger) {
        add(
                "trigger",
                trigger.table().toString(),
                trigger.name(),
                trigger.handler().toString(),
                trigger.entity(),
                trigger.firing().letter());
    }

    /** Each part with its length, so that no two lists of parts look the same. */
    private void add(String... parts) {
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
    }
}
