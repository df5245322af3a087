package dev.tvsh.shell.render;

import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as one writes them where the user lives, with groups of three digits: {@code \pset numericlocale}. */
final class LocalNumbers implements TablePrinter {

    private static final int GROUP = 3;

    private final TableHead head;
    private final TablePrinter printer;
    private final DecimalFormatSymbols symbols;

    LocalNumbers(TableHead head, TablePrinter printer) {
        this.head = head;
        this.printer = printer;
        this.symbols = DecimalFormatSymbols.getInstance(Locale.getDefault(Locale.Category.FORMAT));
    }

    @Override
    public void row(List<@Nullable String> cells) {
        List<@Nullable String> shown = new ArrayList<>(cells);
        for (int i = 0; i < shown.size(); i++) {
            String cell = shown.get(i);
            if (cell != null && head.isRight(i)) {
                shown.set(i, local(cell));
            }
        }
        printer.row(shown);
    }

    @Override
    public void end(List<String> footers) {
        printer.end(footers);
    }

    @Override
    public void abandon() {
        printer.abandon();
    }

    private String local(String number) {
        // Money has been written by the server as its own locale says.
        if (!number.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
            return number;
        }
        int begin = number.startsWith("-") || number.startsWith("+") ? 1 : 0;
        int end = begin;
        while (end < number.length() && Character.isDigit(number.charAt(end))) {
            end++;
        }
        StringBuilder text = new StringBuilder(number.substring(0, begin));
        for (int i = begin; i < end; i++) {
            boolean groupBegins = i > begin && (end - i) % GROUP == 0;
            text.append(groupBegins ? String.valueOf(symbols.getGroupingSeparator()) : "")
                    .append(number.charAt(i));
        }
        String rest = number.substring(end);
        return text.append(rest.startsWith(".") ? symbols.getDecimalSeparator() + rest.substring(1) : rest)
                .toString();
    }
}
