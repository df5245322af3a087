package dev.tvsh.shell.input;

/** Where the input stands at the end of a line; each has psql's sign in the prompt. */
public enum PromptStatus {
    READY('='),
    CONTINUE('-'),
    PAREN('('),
    SINGLE_QUOTE('\''),
    DOUBLE_QUOTE('"'),
    DOLLAR_QUOTE('$'),
    COMMENT('*');

    private final char sign;

    PromptStatus(char sign) {
        this.sign = sign;
    }

    /** What {@code %R} shows. */
    public char sign() {
        return sign;
    }
}
