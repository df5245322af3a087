package dev.tvsh.templates;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The templates that tvsh speaks with, those of the user before its own.
 *
 * <p>A template is named by its path, for example {@code sql/trigger/set-state.sql.vm}. A file of the same name in the
 * user's folder takes the place of the built-in one.
 */
public final class Templates {

    private static final Pattern NAME =
            Pattern.compile("(sql|host|guide|report)/[a-z0-9-]+(/[a-z0-9-]+)*(\\.[a-z]+)?\\.vm");

    private final Optional<Path> userFolder;
    private final Map<String, String> builtIn = new ConcurrentHashMap<>();
    private @Nullable TemplateEngine engine;

    private Templates(Optional<Path> userFolder) {
        this.userFolder = userFolder;
    }

    /** The built-in templates only. */
    public static Templates builtIn() {
        return new Templates(Optional.empty());
    }

    /** The built-in templates, each overridden by a file of the same name under {@code folder}, which need not exist. */
    public static Templates withOverrides(Path folder) {
        return new Templates(Optional.of(folder));
    }

    /**
     * Renders a template.
     *
     * @param values what the template may refer to: {@link Ref}s to print, booleans to branch on, collections and maps of
     *     these. Anything else can be handed over but not printed.
     * @throws TemplateException if there is no such template, a reference is missing, or a value may not be printed
     */
    public Rendered render(String name, Map<String, ?> values) {
        String source = source(name);
        TemplateKind kind = kindOf(name);
        if (source.indexOf('$') < 0 && source.indexOf('#') < 0) {
            // Nothing to fill in: the engine, which takes long to start, is not needed.
            return new Rendered(name, sha256(source), kind, source.strip());
        }
        StringWriter out = new StringWriter();
        engine().render(name, source, kind, values, out);
        return new Rendered(name, sha256(source), kind, out.toString().strip());
    }

    private synchronized TemplateEngine engine() {
        TemplateEngine current = engine;
        if (current == null) {
            current = new TemplateEngine();
            engine = current;
        }
        return current;
    }

    /**
     * The source text of a template, as it would be rendered now.
     *
     * @throws TemplateException if there is no such template, or it cannot be read
     */
    public String source(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new TemplateException("not the name of a template: " + name);
        }
        Optional<Path> override = overrideOf(name);
        try {
            // The user may change his while tvsh runs; the built-in ones stay what they are.
            return override.isPresent()
                    ? Files.readString(override.get())
                    : builtIn.computeIfAbsent(name, Templates::builtIn);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static String builtIn(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new TemplateException("there is no template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static TemplateException unreadable(String name, IOException e) {
        return new TemplateException("cannot read template " + name + ": " + e.getMessage(), e);
    }

    /** The user's own file for this template, if there is one. */
    public Optional<Path> overrideOf(String name) {
        return userFolder.map(folder -> folder.resolve(name)).filter(Files::isRegularFile);
    }

    private static TemplateKind kindOf(String name) {
        for (TemplateKind kind : TemplateKind.values()) {
            if (name.startsWith(kind.folder() + "/")) {
                return kind;
            }
        }
        throw new TemplateException("not the name of a template: " + name);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
