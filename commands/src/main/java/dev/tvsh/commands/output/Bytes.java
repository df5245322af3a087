package dev.tvsh.commands.output;

import java.util.List;
import java.util.Locale;

/** Sizes as people read them. */
public final class Bytes {

    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

    private Bytes() {}

    /** For example {@code 2.1 MB}, in steps of 1024. */
    public static String shown(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit + 1 < UNITS.size()) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, UNITS.get(unit));
    }
}
