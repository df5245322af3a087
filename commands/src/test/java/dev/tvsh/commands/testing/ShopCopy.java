package dev.tvsh.commands.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Each test of the class has a copy of the sample shop of its own, in the cluster of {@link ShopCluster}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({ShopCluster.class, ShopCopy.Copying.class})
public @interface ShopCopy {

    /** The name of the database, a lower-case word. */
    String value();

    /** Makes the copy before a test and drops it after. */
    final class Copying implements BeforeEachCallback, AfterEachCallback {

        @Override
        public void beforeEach(ExtensionContext context) {
            ShopCluster.of(context).copyDatabase("shop", name(context));
        }

        @Override
        public void afterEach(ExtensionContext context) {
            ShopCluster.of(context).sql("postgres", "DROP DATABASE IF EXISTS " + name(context) + " WITH (FORCE)");
        }

        private static String name(ExtensionContext context) {
            return context.getRequiredTestClass().getAnnotation(ShopCopy.class).value();
        }
    }
}
