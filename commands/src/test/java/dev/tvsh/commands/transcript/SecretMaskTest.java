package dev.tvsh.commands.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

    /** Ways in which a password stands in an input; SECRET is where. */
    private static final List<String> FORMS = List.of(
            "ALTER ROLE app PASSWORD 'SECRET';",
            "alter user app with encrypted password'SECRET' valid until 'infinity';",
            "CREATE ROLE app LOGIN PASSWORD /* new */ E'SECRET'\n;",
            "CREATE ROLE app PASSWORD -- don't tell\n  'SECRET';",
            "CREATE ROLE app PASSWORD $$SECRET$$;",
            "CREATE ROLE app PASSWORD $geheim_1$SECRET$geheim_1$;",
            "CREATE ROLE app PASSWORD U&'SECRET' UESCAPE '!';",
            "CREATE ROLE app PASSWORD 'abc'\n'SECRET';",
            "CREATE ROLE app PASSWORD 'SECRET",
            "CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'u', password 'SECRET');",
            "ALTER USER MAPPING FOR app SERVER s OPTIONS (SET \"password\" 'SECRET', SET user 'x');",
            "CREATE SUBSCRIPTION s CONNECTION 'host=h password=SECRET dbname=d' PUBLICATION p;",
            "CREATE SUBSCRIPTION s CONNECTION 'host=h password=''SECRET'' dbname=d' PUBLICATION p;",
            "CREATE SUBSCRIPTION s CONNECTION 'postgresql://u:SECRET@h/d' PUBLICATION p;",
            "ALTER SYSTEM SET primary_conninfo = E'host=h password=\\'SECRET\\'';",
            "select * from dblink('host=h user=u password = SECRET', 'select 1') as t(a int);",
            "DO $x$ BEGIN EXECUTE 'ALTER ROLE app PASSWORD ''SECRET'''; END $x$;",
            "DO $x$ BEGIN EXECUTE format('ALTER ROLE app PASSWORD %L', 'SECRET'); END $x$;",
            "DO $x$ BEGIN EXECUTE 'ALTER ROLE app PASSWORD ' || quote_literal('SECRET'); END $x$;",
            "select set_config('app.password', 'SECRET', false);",
            "SET app.password = 'SECRET';",
            "SET app.password TO 'SECRET';",
            "\\c postgresql://u:SECRET@h:5432/d?sslmode=require",
            "\\c 'postgresql://h/d?user=u&password=SECRET'",
            "\\c \"host=h user=u password=SECRET\"",
            "\\c \"host=h user=u password='SECRET' sslmode=require\"",
            "\\connect host=h passfile=/x sslpassword=SECRET",
            "\\setenv PGPASSWORD SECRET",
            "\\set pgpassword SECRET",
            "\\set app_token 'SECRET'",
            "PGPASSWORD=SECRET pg_dump shop",
            "export PGPASSWORD='SECRET'; pg_dump",
            "pg_dump --password=SECRET",
            "{\"user\": \"u\", \"password\": \"SECRET\"}",
            "select 'it''s'; alter role app password 'SECRET'; select 'x';");

    private final SecretMask mask = new SecretMask();

    @Test
    void noFormLetsASecretThrough() {
        Random random = new Random(20261121);
        for (String form : FORMS) {
            for (int i = 0; i < 200; i++) {
                String secret = secret(random, i);
                String text = mixCase(random, form)
                        .replaceAll("(?i)secret", java.util.regex.Matcher.quoteReplacement(secret));
                String masked = mask.mask(text);
                assertThat(masked).as(text).doesNotContain(secret).contains("***");
                assertThat(mask.mask(masked)).as("masked twice: %s", text).isEqualTo(masked);
            }
        }
    }

    @Test
    void severalSecretsInOneTextAllGo() {
        assertThat(mask.mask("alter role a password 'one1'; alter role b password 'two2'; \\c postgres://u:three3@h/d"))
                .isEqualTo("alter role a password '***'; alter role b password '***'; \\c postgres://u:***@h/d");
    }

    @Test
    void whatDoesNotHoldAQuotedSecretEndsBeforeItsCloser() {
        assertThat(mask.mask("CREATE SUBSCRIPTION s CONNECTION 'host=h password=x1 dbname=d' PUBLICATION p;"))
                .isEqualTo("CREATE SUBSCRIPTION s CONNECTION 'host=h password=*** dbname=d' PUBLICATION p;");
        assertThat(mask.mask("alter role a password 'it''s' valid until 'infinity';"))
                .isEqualTo("alter role a password '***' valid until 'infinity';");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1;",
                "ALTER ROLE app PASSWORD NULL;",
                "ALTER ROLE app PASSWORD :'pw';",
                "SET password_encryption = 'scram-sha-256';",
                "select passwd from pg_shadow where usename = 'x';",
                "select * from settings where name = 'password';",
                "select 'password' as what, 'x';",
                "select * from users where name in ('x', 'password') and id = 3;",
                "FATAL: password authentication failed for user \"app\"",
                "\\c \"host=h passfile=/home/x/.pgpass\"",
                "\\c postgresql://h:5432/d",
                "\\password app",
                "\\set name value",
                "CREATE SUBSCRIPTION s CONNECTION 'host=h' PUBLICATION p WITH (password_required = false);",
                "check --to 17"
            })
    void plainTextStaysAsItIs(String text) {
        assertThat(mask.mask(text)).isEqualTo(text);
        assertThat(mask.isSecret(text)).isFalse();
    }

    @Test
    void anyTextComesThroughWithoutAnError() {
        Random random = new Random(7);
        String[] parts = {
            "password", "'", "''", "$$", "$a$", "\\", "=", " ", "\n", "--", "/*", "*/", "\"", "x", ":", "@"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(mask.mask(text.toString())).isNotNull();
        }
    }

    @Test
    void longTextsAreNoTrouble() {
        String digits = "a".repeat(2_000_000);
        String blanks = " ".repeat(100_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(mask.isSecret("insert into t values ('" + digits + "');"))
                    .isFalse();
            assertThat(mask.isSecret("alter role x password" + blanks + "'s';")).isTrue();
            assertThat(mask.isSecret("https://" + digits)).isFalse();
        });
    }

    private static String secret(Random random, int round) {
        String letters = round % 2 == 0 ? "abcXYZ019" : "abcXYZ019!%^*+-_.~/@ü€#{}[]|<>";
        StringBuilder secret = new StringBuilder("q7");
        for (int i = 6 + random.nextInt(10); i > 0; i--) {
            secret.append(letters.charAt(random.nextInt(letters.length())));
        }
        return secret.append('z').toString();
    }

    private static String mixCase(Random random, String form) {
        int how = random.nextInt(3);
        boolean fixed = form.contains("PGPASSWORD") || form.startsWith("\\");
        return how == 0 || fixed
                ? form
                : how == 1 ? form.toUpperCase(java.util.Locale.ROOT) : form.toLowerCase(java.util.Locale.ROOT);
    }
}
