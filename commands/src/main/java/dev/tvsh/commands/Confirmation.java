package dev.tvsh.commands;

/** Asks before a change. In batch it never waits: it goes on with {@code --yes}, and refuses without. */
public interface Confirmation {

    /**
     * Asks whether to go on.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if the answer is no, or nobody can be asked
     */
    void ask(Question question, Invocation invocation);

    /**
     * What is asked.
     *
     * @param text the question without its choices, for example {@code Go on}
     * @param typedName the name that must be typed to go on, where data can be lost or writes pass unseen; empty where a
     *     plain yes is enough
     */
    record Question(String text, String typedName) {

        public static Question yesNo(String text) {
            return new Question(text, "");
        }

        public static Question typed(String text, String name) {
            return new Question(text, name);
        }
    }
}
