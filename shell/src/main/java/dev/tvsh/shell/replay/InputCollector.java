package dev.tvsh.shell.replay;

import dev.tvsh.commands.transcript.Transcript.Result;
import dev.tvsh.commands.transcript.TranscriptRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Puts inputs and their results together; a result belongs to the input that began last and has not ended. */
final class InputCollector implements Consumer<TranscriptRecord> {

    private final List<RecordedInput> inputs = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private String operator = "";
    private String database = "";

    @Override
    public void accept(TranscriptRecord entry) {
        switch (entry.kind()) {
            case "header" -> {
                operator = entry.text("operator");
                database = entry.text("database");
            }
            case "input" -> begin(entry);
            case "result" -> end(entry);
            default -> {}
        }
    }

    private void begin(TranscriptRecord entry) {
        if (!open.isEmpty()) {
            int outer = open.peek();
            RecordedInput was = inputs.get(outer);
            inputs.set(outer, new RecordedInput(was.text(), was.ran(), was.values(), was.masked(), true, was.result()));
        }
        String text = entry.text("text");
        String ran = entry.fields().has("ran") ? entry.text("ran") : text;
        open.push(inputs.size());
        inputs.add(new RecordedInput(text, ran, values(entry), entry.flag("masked"), false, null));
    }

    private void end(TranscriptRecord entry) {
        if (!open.isEmpty()) {
            int index = open.pop();
            RecordedInput was = inputs.get(index);
            inputs.set(
                    index,
                    new RecordedInput(
                            was.text(), was.ran(), was.values(), was.masked(), was.included(), result(entry)));
        }
    }

    private static Map<String, String> values(TranscriptRecord entry) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> value : entry.fields().path("values").properties()) {
            values.put(value.getKey(), value.getValue().asString(""));
        }
        return values;
    }

    private static Result result(TranscriptRecord entry) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> count : entry.fields().path("counts").properties()) {
            counts.put(count.getKey(), count.getValue().asLong(0));
        }
        List<String> stable = new ArrayList<>();
        entry.fields().path("stable").forEach(line -> stable.add(line.asString("")));
        return new Result(
                entry.text("outcome"),
                entry.fields().path("exit_code").asInt(0),
                entry.text("tag"),
                counts,
                entry.fields().path("millis").asLong(0),
                entry.fields().has("sqlstate") ? entry.text("sqlstate") : null,
                stable,
                entry.text("digest"));
    }

    String operator() {
        return operator;
    }

    String database() {
        return database;
    }

    List<RecordedInput> inputs() {
        return inputs;
    }
}
