// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;

/** Node.js, which some tests need: without it they are skipped, but not in CI. */
final class Node {

    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");

    private Node() {}

    /** A script of Node.js as it is called on this system. */
    static String command(String name) {
        return WINDOWS ? name + ".cmd" : name;
    }

    static void require() throws InterruptedException {
        boolean found;
        try {
            found = new ProcessBuilder(command("npm"), "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            found = false;
        }
        if (!found && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("CI needs Node.js with npm for tests of what a browser does");
        }
        Assumptions.assumeTrue(found, "skipped: Node.js with npm is not installed");
    }
}
