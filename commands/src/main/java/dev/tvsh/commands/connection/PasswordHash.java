package dev.tvsh.commands.connection;

import java.sql.SQLException;
import org.postgresql.util.PasswordUtil;

/** A password as the server keeps it, made on this side so that the password itself never leaves. */
public final class PasswordHash {

    private PasswordHash() {}

    /**
     * The text for {@code ALTER USER ... PASSWORD}.
     *
     * @param encryption the value of {@code password_encryption}
     */
    public static String of(String user, char[] password, String encryption) {
        try {
            String method = encryption.equals("on") || encryption.equals("off") ? "md5" : encryption;
            return PasswordUtil.encodePassword(user, password, method);
        } catch (SQLException e) {
            throw new DatabaseException(ServerMessage.plain("ERROR", "22023", String.valueOf(e.getMessage())), "", e);
        }
    }
}
