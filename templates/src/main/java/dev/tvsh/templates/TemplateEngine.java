package dev.tvsh.templates;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.ReferenceInsertionEventHandler;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.util.introspection.SecureUberspector;
import org.jspecify.annotations.Nullable;

/** Velocity, set up so that a template can print typed references only, and a missing one is an error. */
final class TemplateEngine {

    private final VelocityEngine velocity = new VelocityEngine();

    TemplateEngine() {
        velocity.setProperty(RuntimeConstants.RUNTIME_REFERENCES_STRICT, true);
        // A shell variable is written \$HOME in a template.
        velocity.setProperty(RuntimeConstants.RUNTIME_REFERENCES_STRICT_ESCAPE, true);
        velocity.setProperty(RuntimeConstants.SPACE_GOBBLING, "lines");
        velocity.setProperty(RuntimeConstants.UBERSPECT_CLASSNAME, SecureUberspector.class.getName());
        velocity.setProperty(RuntimeConstants.RESOURCE_LOADERS, "none");
        velocity.setProperty(
                "resource.loader.none.class", "org.apache.velocity.runtime.resource.loader.StringResourceLoader");
        velocity.setProperty(RuntimeConstants.VM_LIBRARY, "");
        velocity.setProperty(RuntimeConstants.VM_PERM_ALLOW_INLINE, false);
        velocity.init();
        // These would print text, or read files, past the typed references.
        List.of("evaluate", "parse", "include").forEach(velocity::removeDirective);
    }

    void render(String name, String source, TemplateKind kind, Map<String, ?> values, StringWriter out) {
        VelocityContext context = new VelocityContext();
        values.forEach(context::put);
        EventCartridge cartridge = new EventCartridge();
        cartridge.addEventHandler(new TypedReferences(name, kind));
        cartridge.attachToContext(context);
        try {
            velocity.evaluate(context, out, name, source);
        } catch (VelocityException e) {
            throw asTemplateException(name, e);
        }
    }

    private static TemplateException asTemplateException(String name, VelocityException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TemplateException refused) {
                return refused;
            }
        }
        return new TemplateException("template " + name + " cannot be rendered: " + e.getMessage(), e);
    }

    /** Lets a reference through only if it is a {@link Ref} that may stand in this kind of template. */
    private record TypedReferences(String template, TemplateKind kind) implements ReferenceInsertionEventHandler {

        @Override
        public Object referenceInsert(
                org.apache.velocity.context.Context context, String reference, @Nullable Object value) {
            if (value instanceof Ref ref) {
                if (!ref.allowedIn(kind)) {
                    throw new TemplateException(template + ": " + reference + " is a "
                            + ref.getClass().getSimpleName() + ", which may not stand in a template of kind " + kind);
                }
                return ref.text();
            }
            throw new TemplateException(template + ": " + reference + " is "
                    + (value == null
                            ? "missing"
                            : "an untyped " + value.getClass().getSimpleName())
                    + "; a template prints identifiers, literals, shell words and rendered fragments only");
        }
    }
}
