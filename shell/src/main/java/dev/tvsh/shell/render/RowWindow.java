package dev.tvsh.shell.render;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that are kept at a time to find out how wide columns are; bounded in rows and in characters. */
final class RowWindow {

    private static final int ROWS = 1000;
    private static final long CHARACTERS = 4_000_000;

    private final List<List<CellText>> rows = new ArrayList<>();
    private final String nullText;
    private long characters;

    RowWindow(String nullText) {
        this.nullText = nullText;
    }

    /** Adds a row, and tells whether the window is full now. */
    boolean add(List<@Nullable String> cells) {
        List<CellText> row = new ArrayList<>(cells.size());
        for (String cell : cells) {
            String text = cell == null ? nullText : cell;
            characters += text.length();
            row.add(CellText.of(text));
        }
        rows.add(row);
        return rows.size() >= ROWS || characters >= CHARACTERS;
    }

    List<List<CellText>> rows() {
        return rows;
    }

    void clear() {
        rows.clear();
        characters = 0;
    }
}
