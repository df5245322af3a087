package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.Answer;
import dev.tvsh.shell.interpreter.MetaCommands;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every backslash command by name. It is filled when the first one is typed. */
public final class MetaRegistry implements MetaCommands {

    private static final Set<String> CONDITIONAL = Set.of("if", "elif", "else", "endif");

    private final Supplier<Templates> templates;
    private final Reconnect reconnect;
    private final List<MetaCommand> all = new ArrayList<>();
    private @Nullable Map<String, MetaCommand> byName;

    /** Takes what the queries about the catalog are made from, and what finds the way elsewhere. */
    public MetaRegistry(Supplier<Templates> templates, Reconnect reconnect) {
        this.templates = templates;
        this.reconnect = reconnect;
    }

    @Override
    public ArgumentStyle argumentStyle(String name) {
        MetaCommand command = find(name);
        return command == null ? ArgumentStyle.NAMES : command.style();
    }

    @Override
    public int arguments(String name) {
        MetaCommand command = find(name);
        return command == null ? Integer.MAX_VALUE : command.most();
    }

    @Override
    public boolean knows(String name) {
        return find(name) != null;
    }

    @Override
    public boolean steersConditions(String name) {
        return CONDITIONAL.contains(name);
    }

    @Override
    public Answer run(Call call) {
        MetaCommand command = find(call.meta().name());
        if (command == null) {
            boolean hint = call.place().name().equals("terminal");
            throw new TvshException(
                    ExitCode.FATAL,
                    "invalid command \\" + call.meta().name(),
                    hint ? List.of("\\?    lists what there is") : List.of());
        }
        Answer answer = command.handler().apply(call);
        List<String> words = call.meta().words();
        words.stream().skip(command.most()).forEach(extra -> call.warn("extra argument \"" + extra + "\" ignored"));
        return answer;
    }

    private @Nullable MetaCommand find(String name) {
        MetaCommand command = byName().get(name);
        return command == null ? byName().get(CatalogCommands.known(name)) : command;
    }

    /** What can be typed, with the backslash. */
    public List<String> names() {
        return byName().keySet().stream().map(name -> "\\" + name).sorted().toList();
    }

    private synchronized Map<String, MetaCommand> byName() {
        Map<String, MetaCommand> known = byName;
        if (known == null) {
            known = new HashMap<>();
            all.addAll(GeneralCommands.all());
            all.addAll(ConnectCommands.all(reconnect, templates));
            all.addAll(BufferCommands.all());
            all.addAll(PrintCommands.all());
            all.addAll(VariableCommands.all());
            all.addAll(ConditionCommands.all());
            all.addAll(CatalogCommands.all(templates));
            DefinitionCommands definitions = new DefinitionCommands(templates);
            all.addAll(definitions.all());
            all.addAll(EditCommands.all(definitions));
            all.addAll(AskCommands.all(templates));
            all.add(HistoryCommand.command());
            all.addAll(LargeObjectCommands.all(templates));
            all.addAll(RestrictionCommands.all());
            all.add(MetaCommand.of("?", ArgumentStyle.NAMES, "[commands|options|variables]", "this help", this::help));
            for (MetaCommand command : all) {
                for (String name : command.names()) {
                    known.put(name, command);
                }
            }
            byName = known;
        }
        return known;
    }

    private void help(Call call) {
        String topic = call.word(0);
        call.page(topic.isEmpty() ? commands() : HelpTexts.about(topic).orElseGet(this::commands));
    }

    /** All that can be typed, with what it does. */
    public String commands() {
        byName();
        StringBuilder text = new StringBuilder("psql's commands that tvsh has:\n");
        for (MetaCommand command : all) {
            String usage = "\\" + command.names().get(0) + " " + command.arguments();
            if (!command.summary().isEmpty()) {
                text.append("  ").append(usage).append(" ".repeat(Math.max(1, 26 - usage.length())));
                text.append(command.summary()).append('\n');
            }
        }
        return text.append("\\? options and \\? variables tell the rest; help lists the commands of tvsh itself.\n")
                .toString();
    }
}
