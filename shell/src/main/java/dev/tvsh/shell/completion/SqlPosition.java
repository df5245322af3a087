package dev.tvsh.shell.completion;

import dev.tvsh.shell.input.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a place in a statement, in the parentheses that are open there.
 *
 * @param items names with their schemas and closed parentheses are one item each
 * @param outer the same for what stands before the open parenthesis; null outside of all
 */
record SqlPosition(List<Item> items, @Nullable SqlPosition outer) {

    /**
     * One word, sign, name or value.
     *
     * @param word in capitals if it may be a key word; empty otherwise
     * @param shape {@code *} for a name or value, {@code ()} for parentheses, or the sign
     * @param name the last part of a name
     */
    record Item(String word, String shape, String name) {}

    /** Behind these tokens. */
    static SqlPosition behind(List<SqlToken> tokens) {
        SqlPosition place = new SqlPosition(new ArrayList<>(), null);
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.isSign('(')) {
                place = new SqlPosition(new ArrayList<>(), place);
            } else if (token.isSign(')') && place.outer() != null) {
                place = place.outer();
                place.items.add(new Item("", "()", ""));
            } else if (token.isSign('.') && !place.items.isEmpty() && i + 1 < tokens.size()) {
                i++;
                place.items.set(
                        place.items.size() - 1,
                        new Item("", "*", tokens.get(i).isName() ? tokens.get(i).name() : "*"));
            } else {
                place.items.add(item(token));
            }
        }
        return place;
    }

    private static Item item(SqlToken token) {
        return switch (token.kind()) {
            case WORD -> new Item(token.text().toUpperCase(Locale.ROOT), "*", token.name());
            case SIGN -> new Item("", token.text().equals("*") ? "*" : token.text(), "");
            case QUOTED_NAME -> new Item("", "*", token.name());
            default -> new Item("", "*", "");
        };
    }

    /** What rules look at. */
    List<String> shapes(CompletionRules rules) {
        return items.stream()
                .map(item -> rules.isKeyword(item.word()) ? item.word() : item.shape())
                .toList();
    }

    /** The name that stands last but {@code back} items. */
    String name(int back) {
        int index = items.size() - 1 - back;
        return index < 0 ? "" : items.get(index).name();
    }
}
