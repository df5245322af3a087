package dev.tvsh.commands.output;

/** Takes what happens while a command or a statement runs: renderers show it, the transcript keeps it. */
@FunctionalInterface
public interface EventSink {

    void accept(Event event);
}
