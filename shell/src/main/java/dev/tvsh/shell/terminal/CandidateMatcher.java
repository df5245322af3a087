package dev.tvsh.shell.terminal;

import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader;
import org.jspecify.annotations.Nullable;

/**
 * Takes all that is proposed: the source has matched it already, and knows better, since {@code "Total"} is right for
 * what begins with {@code tot}.
 */
final class CandidateMatcher implements CompletionMatcher {

    private List<Candidate> candidates = List.of();
    private String typed = "";

    @Override
    public void compile(
            Map<LineReader.Option, Boolean> options,
            boolean prefix,
            CompletingParsedLine line,
            boolean caseInsensitive,
            int errors,
            String originalGroupName) {
        typed = line.word();
        candidates = List.of();
    }

    @Override
    public List<Candidate> matches(List<Candidate> proposed) {
        candidates = proposed;
        return proposed;
    }

    @Override
    public @Nullable Candidate exactMatch() {
        return candidates.stream()
                .filter(candidate -> candidate.value().equals(typed))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String getCommonPrefix() {
        String common = candidates.isEmpty() ? "" : candidates.get(0).value();
        for (Candidate candidate : candidates) {
            int length = 0;
            String value = candidate.value();
            while (length < Math.min(common.length(), value.length())
                    && common.charAt(length) == value.charAt(length)) {
                length++;
            }
            common = common.substring(0, length);
        }
        return common;
    }
}
