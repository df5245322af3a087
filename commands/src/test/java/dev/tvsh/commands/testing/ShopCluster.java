package dev.tvsh.commands.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a class one cluster with the sample shop: {@code @ExtendWith(ShopCluster.class)}, then a parameter of
 * type {@link TestCluster}. It is started when first asked for and removed after the class.
 */
public final class ShopCluster implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    static TestCluster of(ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getTestMethod().isPresent()) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        return ofClass.getStore(ExtensionContext.Namespace.create(ShopCluster.class))
                .getOrComputeIfAbsent(TestCluster.class, type -> TestCluster.startWithShop(), TestCluster.class);
    }
}
