// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Java that runs this launcher, which also runs its servers. */
final class Jvm {

    private Jvm() {}

    static Path home() {
        return Path.of(System.getProperty("java.home"));
    }

    static String java() {
        return home().resolve("bin/java").toString();
    }

    /** Where this launcher's own classes are: a jar, or a folder during tests. */
    static Path ownClasses() {
        try {
            return Path.of(Jvm.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Options for a file with a server's parsed classes, which halves the work of its start. A virtual machine makes it
     * when it ends, and anew when the class path or the Java version has changed. That takes seconds, so only stacks that
     * people start make it; tests use what is there.
     */
    static List<String> classArchive(Path file, Settings settings) {
        List<String> use = List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:aot=off");
        if (settings.servers().contains(ServerName.BACKEND)) {
            return Stream.concat(Stream.of("-XX:+AutoCreateSharedArchive"), use.stream())
                    .toList();
        }
        return Files.exists(file) ? use : List.of();
    }

    /** Options added by the environment variable {@code MAINSTAY_<SERVER>_JAVA_OPTIONS}; the last one wins in Java. */
    static List<String> extraOptions(ServerName server, Map<String, String> environment) {
        String options = environment.getOrDefault("MAINSTAY_" + server.name() + "_JAVA_OPTIONS", "");
        return Arrays.stream(options.strip().split("\\s+"))
                .filter(option -> !option.isEmpty())
                .toList();
    }
}
