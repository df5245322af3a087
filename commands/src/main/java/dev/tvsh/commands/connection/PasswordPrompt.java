package dev.tvsh.commands.connection;

import java.util.Optional;

/** Asks a person for a password, at the moment that a server wants one. */
@FunctionalInterface
public interface PasswordPrompt {

    /** Where nobody can be asked. */
    PasswordPrompt NOBODY = user -> Optional.empty();

    /** The password; empty if nobody can be asked, or the person would not tell. */
    Optional<char[]> ask(String user);
}
