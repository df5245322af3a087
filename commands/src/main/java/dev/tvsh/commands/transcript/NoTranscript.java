package dev.tvsh.commands.transcript;

import dev.tvsh.templates.Rendered;
import java.util.List;
import java.util.Map;

/** A transcript that keeps nothing. */
public final class NoTranscript implements Transcript {

    @Override
    public void input(String text, String ran, Map<String, String> values, String source) {}

    @Override
    public void rendered(List<Rendered> script, boolean looks) {}

    @Override
    public void answer(String question, String answer) {}

    @Override
    public void note(String text) {}

    @Override
    public void result(Result result) {}

    @Override
    public String location() {
        return "";
    }

    @Override
    public void close() {}
}
