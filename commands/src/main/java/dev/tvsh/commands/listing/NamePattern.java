package dev.tvsh.commands.listing;

import dev.tvsh.commands.tview.QualifiedName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that one word stands for, in which {@code *} and {@code ?} stand for other letters; upper case is as lower. */
final class NamePattern {
    private final Pattern pattern;

    NamePattern(String word) {
        StringBuilder regex = new StringBuilder();
        for (char letter : word.toLowerCase(Locale.ROOT).toCharArray()) {
            switch (letter) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(letter)));
            }
        }
        pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Whether it stands for the entity, the table or the view, with schema or without. */
    boolean matches(Listed tview) {
        return matches(tview.entity()) || matches(tview.table()) || matches(tview.view());
    }

    private boolean matches(Optional<QualifiedName> relation) {
        return relation.map(name ->
                        matches(name.name()) || matches(name.toString()) || matches(name.schema() + "." + name.name()))
                .orElse(false);
    }

    private boolean matches(String name) {
        return pattern.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
