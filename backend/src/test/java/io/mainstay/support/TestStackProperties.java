package io.mainstay.support;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives the application under test the addresses of the test stack, as its environment would. */
public final class TestStackProperties implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, String> addresses = TestStack.addresses().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("MAINSTAY_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        TestPropertyValues.of(addresses).applyTo(context);
    }
}
