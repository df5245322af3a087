package dev.tvsh.shell.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What may follow where in a statement; {@code rules.txt} tells how it is written down. */
final class CompletionRules {

    private static final String START = "^";
    private static final String ANYTHING = "~";

    /** Where a value is due behind what no line of its own is for. */
    private static final Set<String> CLAUSES = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "ON",
            "BY",
            "HAVING",
            "RETURNING",
            "SET",
            "VALUES",
            "JOIN",
            "USING",
            "INTO",
            "TABLE",
            "WHEN",
            "THEN",
            "ELSE",
            "TRUNCATE",
            "TO",
            "ANALYZE",
            "VACUUM",
            "REFERENCES",
            "COLUMN");

    private final List<Rule> rules;
    private final Set<String> keywords;

    private CompletionRules(List<Rule> rules, Set<String> keywords) {
        this.rules = rules;
        this.keywords = keywords;
    }

    /** The rules that come with tvsh. */
    static CompletionRules load() {
        try (InputStream in = CompletionRules.class.getResourceAsStream("rules.txt")) {
            if (in == null) {
                throw new IllegalStateException("rules.txt is missing");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompletionRules parse(String text) {
        List<Rule> rules = new ArrayList<>();
        Set<String> keywords = new HashSet<>();
        for (String line : text.lines().toList()) {
            int colon = line.startsWith(":: ") ? 3 : line.lastIndexOf(" :");
            if (line.startsWith("#") || colon < 0) {
                continue;
            }
            List<String> pattern = List.of(line.substring(0, colon).strip().split(" "));
            String words = line.substring(line.indexOf(':', colon) + 1).strip();
            List<String> next = words.isEmpty() ? List.of() : List.of(words.split(" "));
            rules.add(new Rule(pattern, next));
            pattern.forEach(keywords::add);
            next.forEach(word -> keywords.addAll(List.of(word.split("\\+"))));
        }
        keywords.removeIf(word -> !Character.isLetter(word.charAt(0)));
        return new CompletionRules(rules, keywords);
    }

    /** Whether a word, in capitals, has a meaning of its own in some place. */
    boolean isKeyword(String word) {
        return keywords.contains(word);
    }

    /** What may follow in this place: words, joined by plus signs, and kinds of names in angle brackets. */
    List<String> next(SqlPosition place) {
        List<String> shapes = shapes(place);
        Optional<Rule> best = longest(shapes);
        if (best.isPresent()) {
            return best.get().next();
        }
        String last = shapes.get(shapes.size() - 1);
        // A word that leads nowhere is a name that happens to be a key word.
        return byClause(place, last.equals("*") || last.equals("()") || Character.isLetter(last.charAt(0)));
    }

    private List<String> byClause(SqlPosition place, boolean operand) {
        for (SqlPosition level = place; level != null; level = level.outer()) {
            List<String> shapes = level.shapes(this);
            for (int i = shapes.size() - 1; i >= 0; i--) {
                if (CLAUSES.contains(shapes.get(i))) {
                    List<String> clause = new ArrayList<>(shapes.subList(0, i + 1));
                    clause.add(0, START);
                    if (operand) {
                        clause.add("*");
                    }
                    return longest(clause).map(Rule::next).orElse(List.of());
                }
            }
            if (level.outer() != null) {
                List<String> opened = new ArrayList<>(level.outer().shapes(this));
                opened.add(0, START);
                opened.add("(");
                Optional<Rule> rule = longest(opened);
                if (rule.isPresent()) {
                    return operand ? List.of() : rule.get().next();
                }
            }
        }
        return List.of();
    }

    private List<String> shapes(SqlPosition place) {
        List<String> shapes = new ArrayList<>(place.shapes(this));
        SqlPosition outer = place.outer();
        if (outer == null) {
            shapes.add(0, START);
        } else {
            shapes.add(0, "(");
            shapes.addAll(0, outer.shapes(this));
            shapes.add(0, START);
        }
        return shapes;
    }

    private Optional<Rule> longest(List<String> shapes) {
        Rule best = null;
        for (Rule rule : rules) {
            if ((best == null || rule.pattern().size() > best.pattern().size()) && rule.fits(shapes)) {
                best = rule;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * One line.
     *
     * @param pattern what stands before
     * @param next what may follow
     */
    private record Rule(List<String> pattern, List<String> next) {

        boolean fits(List<String> shapes) {
            return fits(pattern.size() - 1, shapes, shapes.size() - 1);
        }

        private boolean fits(int part, List<String> shapes, int at) {
            if (part < 0) {
                return true;
            }
            if (pattern.get(part).equals(ANYTHING)) {
                for (int skip = at; skip >= 0; skip--) {
                    if (fits(part - 1, shapes, skip)) {
                        return true;
                    }
                }
                return false;
            }
            return at >= 0 && pattern.get(part).equals(shapes.get(at)) && fits(part - 1, shapes, at - 1);
        }
    }
}
