package dev.tvsh.shell.guard;

/**
 * Something that a statement does and that may not be meant.
 *
 * @param what what it does, without a full stop
 * @param neverInBlock whether the server refuses it inside of a transaction block
 */
record Accident(String what, boolean neverInBlock) {}
