package dev.tvsh.shell.completion;

import dev.tvsh.shell.completion.DatabaseNames.Relation;
import dev.tvsh.shell.input.SqlToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables that a statement names, with what they are called in it and the columns that they have. */
final class StatementTables {

    private static final Set<String> INTRODUCING = Set.of(
            "from", "join", "update", "into", "table", "using", "references", "copy", "analyze", "vacuum", "truncate");
    private static final Set<String> OPTIONAL = Set.of("only", "lateral", "if", "exists", "not");
    private static final Set<String> NO_ALIAS = Set.of(
            "where",
            "join",
            "left",
            "right",
            "full",
            "inner",
            "cross",
            "natural",
            "on",
            "using",
            "group",
            "order",
            "having",
            "limit",
            "offset",
            "union",
            "intersect",
            "except",
            "window",
            "for",
            "set",
            "values",
            "select",
            "default",
            "returning",
            "fetch",
            "tablesample",
            "as",
            "when",
            "add",
            "alter",
            "drop",
            "rename",
            "owner",
            "from",
            "to",
            "with",
            "disable",
            "enable",
            "attach",
            "detach",
            "cascade",
            "restrict");

    private final DatabaseNames names;
    private final List<SqlToken> tokens;
    private final Map<String, List<String>> columns = new LinkedHashMap<>();
    private final Set<String> commonTables = new LinkedHashSet<>();

    StatementTables(List<SqlToken> tokens, DatabaseNames names) {
        this.names = names;
        this.tokens = tokens;
        boolean namesBehindOn =
                is(0, "create") || is(0, "grant") || is(0, "revoke") || is(0, "comment") || is(0, "drop");
        for (int i = 0; i < tokens.size(); i++) {
            if (isName(i) && commonTable(i)) {
                continue;
            }
            boolean introduces = tokens.get(i).kind() == SqlToken.Kind.WORD
                    && (INTRODUCING.contains(tokens.get(i).name()) || (namesBehindOn && is(i, "on")));
            if (introduces) {
                list(i + 1);
            }
        }
    }

    /** The columns of what is called so in the statement; none if nothing is. */
    List<String> columns(String alias) {
        return columns.getOrDefault(alias, List.of());
    }

    /** Whether the statement calls something so. */
    boolean knows(String alias) {
        return columns.containsKey(alias);
    }

    /** The columns of all. */
    Set<String> columns() {
        Set<String> all = new LinkedHashSet<>();
        columns.values().forEach(all::addAll);
        return all;
    }

    /** What the tables are called. */
    Set<String> aliases() {
        return columns.keySet();
    }

    /** The names that WITH gives. */
    Set<String> commonTables() {
        return commonTables;
    }

    /** {@code name [(columns)] AS [[NOT] MATERIALIZED] ( query )}. */
    private boolean commonTable(int at) {
        boolean begins = is(at - 1, "with") || is(at - 1, "recursive") || isSign(at - 1, ',');
        int next = isSign(at + 1, '(') ? closing(at + 1) + 1 : at + 1;
        if (!begins || !is(next, "as")) {
            return false;
        }
        int open = next + 1;
        while (is(open, "not") || is(open, "materialized")) {
            open++;
        }
        if (!isSign(open, '(')
                || !(is(open + 1, "select") || is(open + 1, "with") || is(open + 1, "values") || next > at + 1)) {
            return false;
        }
        List<String> given = next > at + 1 ? listed(at + 2, next - 1) : output(open + 1, closing(open));
        commonTables.add(tokens.get(at).name());
        columns.put(tokens.get(at).name(), given);
        return true;
    }

    private void list(int from) {
        int at = from;
        while (at < tokens.size()) {
            while (at < tokens.size()
                    && tokens.get(at).kind() == SqlToken.Kind.WORD
                    && OPTIONAL.contains(tokens.get(at).name())) {
                at++;
            }
            at = isSign(at, '(') ? subquery(at) : table(at);
            if (at < 0 || !isSign(at, ',')) {
                return;
            }
            at++;
        }
    }

    private int subquery(int open) {
        int close = closing(open);
        List<String> given = is(open + 1, "select") ? output(open + 1, close) : List.of();
        return alias(close + 1, "", given);
    }

    private int table(int at) {
        if (!isName(at)) {
            return -1;
        }
        boolean qualified = isSign(at + 1, '.') && isName(at + 2);
        String schema = qualified ? tokens.get(at).name() : "";
        String name = tokens.get(qualified ? at + 2 : at).name();
        List<String> known = schema.isEmpty() && commonTables.contains(name) ? columns(name) : known(schema, name);
        return alias(qualified ? at + 3 : at + 1, name, known);
    }

    private int alias(int from, String name, List<String> given) {
        int at = is(from, "as") ? from + 1 : from;
        boolean named = isName(at)
                && (tokens.get(at).kind() == SqlToken.Kind.QUOTED_NAME
                        || !NO_ALIAS.contains(tokens.get(at).name()));
        String called = named ? tokens.get(at).name() : name;
        if (!called.isEmpty()) {
            columns.put(called, given);
        }
        return named ? at + 1 : from;
    }

    private List<String> known(String schema, String name) {
        List<Relation> found = schema.isEmpty()
                ? names.relations().named(name)
                : names.relationsBySchema().named(schema + "." + name);
        List<Relation> exact =
                found.stream().filter(relation -> relation.name().equals(name)).toList();
        return exact.stream()
                .filter(relation -> relation.visible() || !schema.isEmpty())
                .findFirst()
                .or(() -> exact.stream().findFirst())
                .map(Relation::columns)
                .orElse(List.of());
    }

    private List<String> listed(int from, int to) {
        List<String> found = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (isName(i)) {
                found.add(tokens.get(i).name());
            }
        }
        return found;
    }

    /** What the columns of a query are called: by AS, or as the column that it takes. */
    private List<String> output(int select, int end) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        for (int i = select + 1; i <= end; i++) {
            boolean ends = depth == 0 && (i == end || isSign(i, ',') || is(i, "from"));
            if (ends && isName(i - 1) && i - 1 > select) {
                found.add(tokens.get(i - 1).name());
            } else if (ends && isSign(i - 1, '*')) {
                found.addAll(new StatementTables(tokens.subList(i, end), names).columns());
            }
            if (depth == 0 && is(i, "from")) {
                break;
            }
            depth += isSign(i, '(') ? 1 : isSign(i, ')') ? -1 : 0;
        }
        return found;
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += isSign(i, '(') ? 1 : isSign(i, ')') ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }

    private boolean isName(int index) {
        return index >= 0 && index < tokens.size() && tokens.get(index).isName();
    }

    private boolean is(int index, String word) {
        return index >= 0 && index < tokens.size() && tokens.get(index).is(word);
    }

    private boolean isSign(int index, char sign) {
        return index >= 0 && index < tokens.size() && tokens.get(index).isSign(sign);
    }
}
