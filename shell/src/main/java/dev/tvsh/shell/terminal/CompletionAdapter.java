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
            @Nullable String none = null;
            candidates.add(new Candidate(
                    proposal.text(), proposal.label(), proposal.group(), none, none, none, !proposal.goesOn()));
        }
    }
}
