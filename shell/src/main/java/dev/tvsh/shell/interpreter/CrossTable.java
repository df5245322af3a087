package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Column;
import dev.tvsh.shell.render.PrintSettings;
import dev.tvsh.shell.render.TableHead;
import dev.tvsh.shell.render.TablePrinter;
import dev.tvsh.shell.render.TablePrinters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code \crosstabview}: the values of one column become columns. */
final class CrossTable {

    private static final int MOST_COLUMNS = 1600;

    /** The horizontal headings in the order of their names, those without a name last. */
    private static final Comparator<Heading> BY_NAME =
            Comparator.comparing(Heading::name, Comparator.nullsLast(Comparator.naturalOrder()));

    private final KeptResult result;
    private final String nullText;
    private final int vertical;
    private final int horizontal;
    private final int data;
    private final int order;

    private record Heading(@Nullable String name, @Nullable String order) {

        /** Where it stands among the others; what is no number stands with 0. */
        long rank() {
            boolean number = order != null && order.matches("-?[0-9]{1,18}");
            return number ? Long.parseLong(String.valueOf(order)) : 0;
        }
    }

    private CrossTable(KeptResult result, List<String> words, String nullText) {
        this.result = result;
        this.nullText = nullText;
        if (result.columns().size() < 3) {
            throw error("query must return at least three columns");
        }
        this.vertical = words.isEmpty() ? 0 : column(words.get(0));
        this.horizontal = words.size() < 2 ? 1 : column(words.get(1));
        if (vertical == horizontal) {
            throw error("vertical and horizontal headers must be different columns");
        }
        this.data = words.size() < 3 ? remaining() : column(words.get(2));
        this.order = words.size() < 4 ? -1 : column(words.get(3));
    }

    static void print(ShellState state, PrintSettings settings, KeptResult result, List<String> words) {
        new CrossTable(result, words, settings.nullText()).print(state, settings);
    }

    private void print(ShellState state, PrintSettings settings) {
        Map<@Nullable String, Heading> across = new LinkedHashMap<>();
        Map<@Nullable String, @Nullable String[]> rows = new LinkedHashMap<>();
        for (List<@Nullable String> row : result.rows()) {
            String name = row.get(horizontal);
            if (!across.containsKey(name)) {
                across.put(name, new Heading(name, order < 0 ? null : row.get(order)));
            }
            if (across.size() > MOST_COLUMNS) {
                throw error("maximum number of columns (" + MOST_COLUMNS + ") exceeded");
            }
        }
        List<Heading> headings = new ArrayList<>(across.values());
        if (order >= 0) {
            headings.sort(Comparator.comparingLong(Heading::rank).thenComparing(BY_NAME));
        }
        Map<@Nullable String, Integer> places = new LinkedHashMap<>();
        headings.forEach(heading -> places.put(heading.name(), places.size() + 1));
        for (List<@Nullable String> row : result.rows()) {
            @Nullable String[] cells = rows.computeIfAbsent(row.get(vertical), name -> emptyRow(name, headings.size()));
            int place = places.getOrDefault(row.get(horizontal), 0);
            if (cells[place] != null) {
                throw error("query result contains multiple data values for row \"" + shown(row.get(vertical))
                        + "\", column \"" + shown(row.get(horizontal)) + "\"");
            }
            String value = row.get(data);
            cells[place] = value == null ? nullText : value;
        }
        TablePrinter printer = TablePrinters.create(head(settings, headings), settings, state.output(), state.width());
        rows.values()
                .forEach(cells -> printer.row(Arrays.stream(cells)
                        .map(cell -> cell == null ? "" : cell)
                        .toList()));
        printer.end(List.of());
    }

    private @Nullable String[] emptyRow(@Nullable String name, int columns) {
        @Nullable String[] cells = new String[columns + 1];
        cells[0] = name == null ? nullText : name;
        return cells;
    }

    private TableHead head(PrintSettings settings, List<Heading> headings) {
        List<Column> columns = new ArrayList<>(List.of(result.columns().get(vertical)));
        int type = result.columns().get(data).typeOid();
        headings.forEach(heading -> {
            String name = heading.name();
            columns.add(new Column(name == null ? nullText : name, type));
        });
        return TableHead.of(settings.title(), columns);
    }

    private String shown(@Nullable String value) {
        return value != null ? value : nullText.isEmpty() ? "(null)" : nullText;
    }

    private int remaining() {
        if (result.columns().size() > 3) {
            throw error("data column must be specified when query returns more than three columns");
        }
        return IntStream.range(0, 3)
                .filter(column -> column != vertical && column != horizontal)
                .findFirst()
                .orElseThrow();
    }

    private int column(String word) {
        if (word.matches("[0-9]+")) {
            int number = word.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(word);
            if (number < 1 || number > result.columns().size()) {
                throw error("column number " + number + " is out of range 1.."
                        + result.columns().size());
            }
            return number - 1;
        }
        String name = unquoted(word);
        int[] found = IntStream.range(0, result.columns().size())
                .filter(i -> result.columns().get(i).name().equals(name))
                .toArray();
        if (found.length != 1) {
            throw error((found.length == 0 ? "column name not found: \"" : "ambiguous column name: \"") + name + "\"");
        }
        return found[0];
    }

    /** A name as SQL reads it: in lower case, but for what stands in double quotes. */
    private static String unquoted(String word) {
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c != '"') {
                name.append(quoted ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT));
            } else if (quoted && word.startsWith("\"\"", i)) {
                name.append('"');
                i++;
            } else {
                quoted = !quoted;
            }
        }
        return name.toString();
    }

    private static TvshException error(String text) {
        return new TvshException(ExitCode.FATAL, "\\crosstabview: " + text);
    }
}
