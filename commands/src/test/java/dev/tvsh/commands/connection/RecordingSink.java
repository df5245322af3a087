package dev.tvsh.commands.connection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a session hands over. */
class RecordingSink implements ResultSink {

    final List<Column> columns = new ArrayList<>();
    final List<List<@Nullable String>> rows = new ArrayList<>();
    final List<String> tags = new ArrayList<>();
    final List<ServerMessage> notices = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void columns(List<Column> newColumns) {
        columns.clear();
        columns.addAll(newColumns);
    }

    @Override
    public void row(List<@Nullable String> cells) {
        rows.add(cells);
    }

    @Override
    public void complete(String tag) {
        tags.add(tag);
    }

    @Override
    public void notice(ServerMessage message) {
        notices.add(message);
    }
}
