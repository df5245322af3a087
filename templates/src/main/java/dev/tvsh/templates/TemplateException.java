package dev.tvsh.templates;

/** A template that cannot be rendered: unknown, misspelt, given a wrong value, or referring to a missing one. */
public class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }

    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
