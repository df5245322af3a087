package dev.tvsh.commands.connection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.postgresql.ssl.PGjdbcHostnameVerifier;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * How far the certificate of a server is looked at.
 *
 * <p>Source: PostgreSQL documentation, "SSL Support" of libpq.
 */
final class Certificates {

    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]*)");

    private final ConnectionSpec spec;

    Certificates(ConnectionSpec spec) {
        this.spec = spec;
    }

    /** The {@code sslmode} in effect: one that only asks for encryption verifies where there is something to verify with. */
    String mode() {
        String mode = spec.setting("sslmode").orElse("prefer");
        return !mode.equals("verify-full") && Files.exists(root()) ? "verify-ca" : mode;
    }

    private Path root() {
        return spec.setting("sslrootcert")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", ""), ".postgresql", "root.crt"));
    }

    /** @throws PSQLException if there is nothing to verify with where it is wanted */
    void prepare() throws PSQLException {
        if (mode().startsWith("verify-") && !Files.exists(root())) {
            throw problem("root certificate file \"" + root() + "\" does not exist\n"
                    + "Either provide the file or change sslmode to disable server certificate verification.");
        }
    }

    /** @throws PSQLException if the certificate is that of another host, and that matters */
    void check(String host, SSLSession session) throws PSQLException {
        if (mode().equals("verify-full") && !PGjdbcHostnameVerifier.INSTANCE.verify(host, session)) {
            throw problem(
                    "server certificate for \"" + subject(session) + "\" does not match host name \"" + host + "\"");
        }
    }

    private static String subject(SSLSession session) {
        try {
            Principal subject = session.getPeerPrincipal();
            Matcher name = COMMON_NAME.matcher(subject.getName());
            return name.find() ? name.group(1) : subject.getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    private static PSQLException problem(String what) {
        return new PSQLException(what, PSQLState.CONNECTION_FAILURE);
    }
}
