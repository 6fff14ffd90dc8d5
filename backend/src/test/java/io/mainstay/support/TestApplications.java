// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The applications that tests have started in this process. They share the graph with every other backend on the stack,
 * and must be closed before its servers are: without them their workers would wait for answers.
 */
public final class TestApplications {

    private static final List<ConfigurableApplicationContext> STARTED = new ArrayList<>();

    private TestApplications() {}

    static synchronized void add(ConfigurableApplicationContext application) {
        STARTED.add(application);
    }

    /** Closes all of them for good; no test class may come after this that expects one. */
    public static synchronized void close() {
        STARTED.forEach(ConfigurableApplicationContext::close);
        STARTED.clear();
    }
}
