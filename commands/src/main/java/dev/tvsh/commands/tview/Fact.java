package dev.tvsh.commands.tview;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Something asked of the cluster: the answer, or why there is none. That there is none says nothing good. */
public sealed interface Fact<T> {
    /** The answer. */
    record Known<T>(T value) implements Fact<T> {}

    /**
     * It could not be found out.
     *
     * @param reason why, in the server's words where it gave any
     */
    record Undetermined<T>(String reason) implements Fact<T> {}

    static <T> Fact<T> known(T value) {
        return new Known<>(value);
    }

    static <T> Fact<T> undetermined(String reason) {
        return new Undetermined<>(reason);
    }

    /**
     * Asks; a question that the server refuses leaves the fact undetermined.
     *
     * @throws ConnectionLostException if there is nobody left to ask
     */
    static <T> Fact<T> ask(Supplier<T> question) {
        try {
            return known(question.get());
        } catch (ConnectionLostException e) {
            throw e;
        } catch (DatabaseException e) {
            return undetermined(e.getMessage());
        }
    }

    default Optional<T> optional() {
        return this instanceof Known<T> known ? Optional.of(known.value()) : Optional.empty();
    }

    default T orElse(T other) {
        return optional().orElse(other);
    }

    /** Why it is not known; empty if it is. */
    default String reason() {
        return this instanceof Undetermined<T> undetermined ? undetermined.reason() : "";
    }

    default <U> Fact<U> map(Function<? super T, ? extends U> change) {
        if (this instanceof Known<T> known) {
            return known(change.apply(known.value()));
        }
        return undetermined(reason());
    }

    /**
     * The answer, for those who cannot go on without.
     *
     * @param what the fact in a few words, for the error
     * @throws TvshException with {@link ExitCode#REFUSED} if it is undetermined
     */
    default T orRefuse(String what) {
        return optional()
                .orElseThrow(() -> new TvshException(
                        ExitCode.REFUSED,
                        what + " could not be determined: " + reason(),
                        List.of("Nothing was changed.", "check")));
    }
}
