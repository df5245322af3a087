package dev.tvsh.shell.guard;

import dev.tvsh.shell.input.SqlToken;
import dev.tvsh.shell.input.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a statement does to tables, as far as its words tell. What functions and DO blocks do inside is not seen.
 *
 * <p>A word counts as a verb only where a statement can begin: at the front, and around the parts of WITH. So neither
 * {@code FOR UPDATE} nor {@code ON DELETE CASCADE} nor a column of that name is taken for one.
 */
final class Statement {

    private static final Set<String> KEPT_COLUMNS =
            Set.of("constraint", "not", "default", "identity", "expression", "trigger", "policy");

    private static final Set<String> KINDS = Set.of(
            "table",
            "view",
            "materialized",
            "index",
            "schema",
            "database",
            "sequence",
            "function",
            "extension",
            "type",
            "trigger",
            "role",
            "user",
            "owned",
            "column",
            "policy",
            "procedure",
            "domain",
            "foreign",
            "event");

    private final List<SqlToken> tokens;
    private final int[] depth;

    private Statement(List<SqlToken> tokens) {
        this.tokens = tokens;
        this.depth = new int[tokens.size()];
        int now = 0;
        for (int i = 0; i < depth.length; i++) {
            now -= tokens.get(i).isSign(')') && now > 0 ? 1 : 0;
            depth[i] = now;
            now += tokens.get(i).isSign('(') ? 1 : 0;
        }
    }

    /** The statements in a text that is sent as one. */
    static List<Statement> in(String text) {
        List<Statement> statements = new ArrayList<>();
        List<SqlToken> part = new ArrayList<>();
        for (SqlToken token : SqlTokens.of(text)) {
            boolean body = token.is("atomic")
                    && !part.isEmpty()
                    && part.get(part.size() - 1).is("begin");
            if (body) {
                break; // of a function: it does not run now
            }
            if (token.isSign(';')) {
                statements.add(new Statement(part));
                part = new ArrayList<>();
            } else {
                part.add(token);
            }
        }
        statements.add(new Statement(part));
        return statements;
    }

    /** What is to be asked about before this runs; empty if nothing is. */
    List<Accident> accidents() {
        List<Accident> accidents = new ArrayList<>();
        if (isWord(0, "drop")) {
            accidents.add(new Accident(summary(), cannotRunInBlock()));
        }
        if (isWord(0, "truncate")) {
            accidents.add(new Accident("TRUNCATE empties " + names(afterOptionalWords(1, "table", "only")), false));
        }
        if (isWord(0, "alter") && isWord(1, "table") && dropsColumn()) {
            accidents.add(new Accident("ALTER TABLE drops a column with its data", false));
        }
        for (int verb : verbs()) {
            boolean update = isWord(verb, "update");
            if ((update || isWord(verb, "delete")) && !hasWhere(verb)) {
                String table = String.valueOf(target(verb));
                accidents.add(new Accident(
                        update
                                ? "UPDATE without WHERE changes every row of " + table
                                : "DELETE without WHERE empties " + table,
                        false));
            }
        }
        return accidents;
    }

    /** The tables whose rows this changes. */
    List<TableName> written() {
        List<TableName> tables = new ArrayList<>();
        if (isWord(0, "copy") && copiesIn()) {
            tables.add(name(1));
        }
        if (isWord(0, "truncate")) {
            tables.addAll(list(afterOptionalWords(1, "table", "only")));
        }
        verbs().forEach(verb -> tables.add(target(verb)));
        return tables;
    }

    private List<Integer> verbs() {
        List<Integer> found = new ArrayList<>();
        int first = start();
        for (int i = first; i < tokens.size(); i++) {
            boolean begins = i == first || isSign(i - 1, '(') || isSign(i - 1, ')');
            boolean verb = (isWord(i, "delete") && isWord(i + 1, "from"))
                    || (isWord(i, "insert") && isWord(i + 1, "into"))
                    || (isWord(i, "merge") && isWord(i + 1, "into"))
                    || (isWord(i, "update")
                            && i + 1 < tokens.size()
                            && tokens.get(i + 1).isName()
                            && !isWord(i + 1, "of"));
            if (begins && verb) {
                found.add(i);
            }
        }
        return found;
    }

    /** Behind EXPLAIN; where that only plans, behind the end. */
    private int start() {
        if (!isWord(0, "explain")) {
            return 0;
        }
        boolean runs = false;
        int at = 1;
        if (isSign(1, '(')) {
            while (at < tokens.size() && !isSign(at, ')')) {
                runs |= (isWord(at, "analyze") || isWord(at, "analyse"))
                        && !isWord(at + 1, "off")
                        && !isWord(at + 1, "false");
                at++;
            }
            at++;
        } else {
            while (isWord(at, "analyze") || isWord(at, "analyse") || isWord(at, "verbose")) {
                runs |= !isWord(at, "verbose");
                at++;
            }
        }
        return runs ? at : tokens.size();
    }

    private boolean hasWhere(int verb) {
        for (int i = verb + 1; i < tokens.size() && depth[i] >= depth[verb]; i++) {
            if (depth[i] == depth[verb] && isWord(i, "where")) {
                return true;
            }
        }
        return false;
    }

    private TableName target(int verb) {
        int at = isWord(verb, "update") ? verb + 1 : verb + 2;
        return name(afterOptionalWords(at, "only"));
    }

    private int afterOptionalWords(int from, String... words) {
        int at = from;
        for (String word : words) {
            at += isWord(at, word) ? 1 : 0;
        }
        return at;
    }

    private List<TableName> list(int from) {
        List<TableName> found = new ArrayList<>();
        int at = from;
        while (at < tokens.size() && tokens.get(at).isName()) {
            found.add(name(at));
            at += isSign(at + 1, '.') ? 3 : 1;
            at += isSign(at, '*') ? 1 : 0;
            if (!isSign(at, ',')) {
                break;
            }
            at = afterOptionalWords(at + 1, "only");
        }
        return found;
    }

    private String names(int from) {
        return String.join(", ", list(from).stream().map(TableName::toString).toList());
    }

    private TableName name(int at) {
        String first = at < tokens.size() ? tokens.get(at).name() : "";
        boolean qualified = isSign(at + 1, '.') && at + 2 < tokens.size();
        return qualified ? new TableName(first, tokens.get(at + 2).name()) : new TableName("", first);
    }

    /** {@code COPY t FROM}, and not {@code COPY t TO} or {@code COPY (query) TO}. */
    private boolean copiesIn() {
        for (int i = 1; i < tokens.size(); i++) {
            if (depth[i] == 0 && (isWord(i, "from") || isWord(i, "to"))) {
                return isWord(i, "from") && !isSign(1, '(');
            }
        }
        return false;
    }

    private boolean dropsColumn() {
        for (int i = 2; i + 1 < tokens.size(); i++) {
            SqlToken next = tokens.get(i + 1);
            if (isWord(i, "drop") && depth[i] == 0 && next.isName() && !KEPT_COLUMNS.contains(next.name())) {
                return true;
            }
        }
        return false;
    }

    private boolean cannotRunInBlock() {
        return isWord(1, "database")
                || isWord(1, "tablespace")
                || isWord(1, "subscription")
                || (isWord(1, "index") && isWord(2, "concurrently"));
    }

    /** The first words, with what is dropped. */
    private String summary() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(tokens.size(), 12); i++) {
            SqlToken token = tokens.get(i);
            boolean joined = token.isSign('.') || token.isSign(',') || isSign(i - 1, '.') || i == 0;
            boolean verb = i == 0 || (i < 3 && KINDS.contains(token.text().toLowerCase(Locale.ROOT)));
            text.append(joined ? "" : " ").append(verb ? token.text().toUpperCase(Locale.ROOT) : token.text());
        }
        return text.append(tokens.size() > 12 ? " …" : "").toString();
    }

    private boolean isWord(int index, String word) {
        return index < tokens.size() && tokens.get(index).is(word);
    }

    private boolean isSign(int index, char sign) {
        return index >= 0 && index < tokens.size() && tokens.get(index).isSign(sign);
    }
}
