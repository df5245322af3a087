package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.HostFacts;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.templates.ShellWord;
import java.util.Map;
import java.util.Optional;

/** How fast the host of the server reads the files of its databases. */
public final class ReadRate {
    private final CheckContext context;

    public ReadRate(CheckContext context) {
        this.context = context;
    }

    /** Reads for a moment. @return bytes a second; empty where the host cannot be asked, or has no file that is large enough */
    public Optional<Long> measure() {
        try {
            HostResult result = context.command()
                    .host()
                    .run(context.command()
                            .templates()
                            .render(
                                    "host/check/read-rate.sh.vm",
                                    Map.of(
                                            "data",
                                            ShellWord.of(context.host().server().directory()))));
            HostFacts facts = HostFacts.parse(result.output());
            String seconds = facts.text("seconds");
            return seconds.isEmpty()
                    ? Optional.empty()
                    : Optional.of((long) (facts.number("bytes") / Math.max(0.001, Double.parseDouble(seconds))));
        } catch (ConnectionLostException e) {
            throw e;
        } catch (TvshException e) {
            e.passOnIfInterrupted();
            // No host, no measure: a rule of thumb has to do, and is said to be one.
            return Optional.empty();
        }
    }
}
