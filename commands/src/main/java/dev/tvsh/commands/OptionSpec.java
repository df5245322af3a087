package dev.tvsh.commands;

/**
 * One option of a command, in GNU style.
 *
 * @param name the long name, without the dashes
 * @param letter the short name, without the dash; empty if it has none
 * @param argument what stands for its value in help, for example {@code DIR}; empty for a switch
 * @param summary one line, without a full stop
 */
public record OptionSpec(String name, String letter, String argument, String summary) {

    /** An option that is there or not. */
    public static OptionSpec flag(String name, String summary) {
        return new OptionSpec(name, "", "", summary);
    }

    /** An option with a value. */
    public static OptionSpec value(String name, String argument, String summary) {
        return new OptionSpec(name, "", argument, summary);
    }

    /** The same with a short name too. */
    public OptionSpec withLetter(String shortName) {
        return new OptionSpec(name, shortName, argument, summary);
    }

    public boolean takesValue() {
        return !argument.isEmpty();
    }
}
