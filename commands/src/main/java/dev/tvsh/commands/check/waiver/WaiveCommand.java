package dev.tvsh.commands.check.waiver;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.ServerUse;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.check.catalog.CheckCatalog;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** {@code waive}: somebody answers for a finding until a day; check still shows it, and goes on. */
public final class WaiveCommand implements Command {
    private static final CommandSpec SPEC = CommandSpec.reading(
            "waive",
            "answer for a finding of check until a day; without ID: list what is waived",
            "[ID]",
            OptionSpec.value("object", "OBJECT", "only for this object, as check names it; all of them by default"),
            OptionSpec.value("reason", "TEXT", "why it may stay"),
            OptionSpec.value("until", "DAY", "the last day on which it holds, for example 2026-12-01"),
            OptionSpec.value("owner", "NAME", "who answers for it; the role of the connection by default"),
            OptionSpec.flag("remove", "take the waiver away"));

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ServerUse server(Invocation invocation) {
        return ServerUse.NONE;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        Waivers waivers = Waivers.read(context.configuration(), today);
        if (invocation.arguments().isEmpty()) {
            return list(waivers, today, invocation, context);
        }
        String id = invocation.arguments().get(0);
        CheckCatalog.read().require(id);
        String object = invocation.value("object").orElse(Waiver.ALL);
        if (invocation.has("remove")) {
            int gone = waivers.remove(id, object);
            return gone > 0 ? done(invocation, context, "not waived any more: " + id + " " + object) : missing(id);
        }
        Waiver waiver = new Waiver(
                id,
                object,
                invocation
                        .value("owner")
                        .orElseGet(() -> context.connector().target().user()),
                invocation
                        .value("reason")
                        .filter(text -> !text.isBlank())
                        .orElseThrow(() -> wrong("--reason is missing")),
                day(invocation, today));
        waivers.add(waiver);
        return done(invocation, context, "waived: " + id + " " + object + " " + waiver.shown());
    }

    private static Outcome list(Waivers waivers, LocalDate today, Invocation invocation, CommandContext context) {
        if (!invocation.json()) {
            if (waivers.all().isEmpty()) {
                context.say("nothing is waived");
            }
            waivers.all()
                    .forEach(one -> context.say((one.expired(today) ? "! expired  " : "· ") + one.id() + " "
                            + one.object() + " " + one.shown()));
        }
        return Outcome.done(Map.of("waivers", waivers.all()), List.of());
    }

    private static String day(Invocation invocation, LocalDate today) {
        String text = invocation.value("until").orElseThrow(() -> wrong("--until is missing"));
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.isBefore(today)) {
                throw wrong("--until " + text + " is over already");
            }
            return day.toString();
        } catch (DateTimeException e) {
            throw wrong("--until takes a day such as 2026-12-01, not '" + text + "'");
        }
    }

    private static Outcome done(Invocation invocation, CommandContext context, String line) {
        if (!invocation.json()) {
            context.say(line);
        }
        return Outcome.done(Map.of("waiver", line), List.of());
    }

    private static Outcome missing(String id) {
        throw wrong("no waiver of " + id + " for this object");
    }

    private static TvshException wrong(String what) {
        return new TvshException(
                ExitCode.FATAL, "waive: " + what, List.of("waive ID --reason TEXT --until DAY [--object OBJECT]"));
    }
}
