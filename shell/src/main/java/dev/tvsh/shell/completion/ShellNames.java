package dev.tvsh.shell.completion;

import dev.tvsh.commands.CommandSpec;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** What the shell itself has names for. */
public interface ShellNames {

    /** The commands of tvsh. */
    List<CommandSpec> commands();

    /** The backslash commands, with the backslash. */
    Collection<String> metaCommands();

    /** The variables that are set. */
    Collection<String> variables();

    /** What a variable takes, if that is a choice. */
    List<String> choices(String variable);

    /** The options of {@code \pset}. */
    Collection<String> printOptions();

    /** How key words are proposed. */
    KeywordCase keywordCase();

    /** What file names are relative to. */
    Path folder();
}
