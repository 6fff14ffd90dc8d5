// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The part of the JDK that the backend needs, made by {@code jlink}. */
final class VirtualMachine {

    /** What libraries and application use, and what an operator needs to look into a process: jcmd and flight recordings. */
    static final List<String> MODULES = List.of(
            "java.base",
            "java.compiler",
            "java.desktop",
            "java.instrument",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.prefs",
            "java.rmi",
            "java.scripting",
            "java.security.jgss",
            "java.security.sasl",
            "java.sql",
            "java.transaction.xa",
            "java.xml",
            "java.xml.crypto",
            "jdk.jcmd",
            "jdk.jfr",
            "jdk.management",
            "jdk.management.jfr",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.unsupported",
            "jdk.zipfs");

    private VirtualMachine() {}

    /**
     * Makes the virtual machine. Its modules are not compressed: the layer is, and smaller so, and classes load faster.
     *
     * @param home the folder to make
     */
    static void layOut(Path home) throws IOException {
        Tool.run(
                Path.of("").toAbsolutePath(),
                List.of(
                        Tool.ofJdk("jlink"),
                        "-J-XX:+UseSerialGC",
                        "--add-modules",
                        String.join(",", MODULES),
                        "--strip-java-debug-attributes",
                        "--no-man-pages",
                        "--no-header-files",
                        "--compress",
                        "zip-0",
                        "--output",
                        home.toString()));
    }
}
