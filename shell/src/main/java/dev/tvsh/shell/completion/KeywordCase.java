package dev.tvsh.shell.completion;

import java.util.Locale;

/** How key words are proposed, as psql's {@code COMP_KEYWORD_CASE} says. */
public enum KeywordCase {
    LOWER,
    UPPER,
    PRESERVE_LOWER,
    PRESERVE_UPPER;

    /** Reads psql's value; what it does not know is psql's own choice. */
    public static KeywordCase named(String value) {
        for (KeywordCase known : values()) {
            if (known.name().replace('_', '-').equalsIgnoreCase(value)) {
                return known;
            }
        }
        return PRESERVE_UPPER;
    }

    /** @param text in capitals */
    String of(String text, String typed) {
        boolean lowerTyped = !typed.isEmpty() && Character.isLowerCase(typed.charAt(0));
        boolean lower = switch (this) {
            case LOWER -> true;
            case UPPER -> false;
            case PRESERVE_LOWER -> typed.isEmpty() || lowerTyped;
            case PRESERVE_UPPER -> lowerTyped;
        };
        return lower ? text.toLowerCase(Locale.ROOT) : text;
    }
}
