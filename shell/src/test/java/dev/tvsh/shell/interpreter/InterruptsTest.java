package dev.tvsh.shell.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Interruption;
import dev.tvsh.commands.connection.Column;
import dev.tvsh.commands.connection.ResultSink;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.commands.connection.TransactionState;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptsTest {

    private final List<String> happened = new ArrayList<>();
    private final Interrupts interrupts = new Interrupts();

    @Test
    void cancelsAndInterruptsUnlessTheCommandTakesIt() {
        interrupts.add(new Cancelled());
        interrupts.enterCommand();
        interrupts.interrupt();
        assertThat(happened).containsExactly("cancel");
        assertThat(Thread.interrupted()).isTrue();

        happened.clear();
        try (Interruption.Scope taken = interrupts.taken(() -> happened.add("told"))) {
            assertThat(taken).isNotNull();
            interrupts.interrupt();
            assertThat(happened).containsExactly("told");
            interrupts.interrupt();
            assertThat(happened).containsExactly("told", "cancel", "told");
            assertThat(Thread.interrupted()).isFalse();
        }

        happened.clear();
        interrupts.interrupt();
        assertThat(happened).containsExactly("cancel");
        interrupts.leaveCommand();
        assertThat(Thread.interrupted()).isFalse();
    }

    /** A session that something runs in. */
    private final class Cancelled implements Session {

        @Override
        public void cancel() {
            happened.add("cancel");
        }

        @Override
        public void endOnCancel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SessionInfo info() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void execute(String statement, ResultSink sink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Column> describe(String statement) {
            return List.of();
        }

        @Override
        public Charset charset() {
            return StandardCharsets.UTF_8;
        }

        @Override
        public TransactionState transactionState() {
            return TransactionState.OPEN;
        }

        @Override
        public String parameter(String name) {
            return "";
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public void close() {}
    }
}
