package dev.tvsh.commands.connection;

/**
 * What another session, or this one, has told with NOTIFY.
 *
 * @param processId of the server process that told it
 * @param payload empty if there is none
 */
public record Notification(int processId, String channel, String payload) {}
