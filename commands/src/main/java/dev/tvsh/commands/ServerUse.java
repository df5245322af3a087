package dev.tvsh.commands;

/** What a command asks of the server. */
public enum ServerUse {
    /** It asks nothing of it, so none needs to be there. */
    NONE,

    /** It asks, and has something to say also where none answers. */
    IF_THERE,

    /** Without it there is nothing to be done. */
    NEEDED
}
