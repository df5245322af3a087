package dev.tvsh.commands.host;

/**
 * What a script on the host answered.
 *
 * @param status its exit status; above 128 if a signal ended it
 * @param output what it wrote to standard output, its last part if that was very long
 * @param errors what it wrote to standard error, its last part if that was very long
 */
public record HostResult(int status, String output, String errors) {

    public boolean succeeded() {
        return status == 0;
    }

    public boolean endedBySignal() {
        return status > 128;
    }
}
