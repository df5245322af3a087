package dev.tvsh.shell;

/** Which tvsh this is. */
final class Version {

    /** The version of the Maven project. */
    static final String NUMBER = "0.1.0";

    static final String NAME = "tvsh " + NUMBER;

    private Version() {}
}
