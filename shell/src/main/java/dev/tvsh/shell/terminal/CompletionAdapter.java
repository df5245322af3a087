package dev.tvsh.shell.terminal;

import dev.tvsh.shell.completion.CompletionSource;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Hands proposals to the line editor. */
record CompletionAdapter(CompletionSource source) implements Completer {

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        for (CompletionSource.Proposal proposal : source.propose(line.line(), line.cursor())) {
            candidates.add(candidate(proposal.text(), proposal.group()));
        }
    }

    private static Candidate candidate(String text, String group) {
        @Nullable String none = null;
        boolean whole = !text.endsWith("/") && !text.endsWith(".");
        return new Candidate(text, text, group, none, none, none, whole);
    }
}
