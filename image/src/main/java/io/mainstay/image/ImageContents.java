// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays out the image's files, one folder for each layer, those that change most rarely first: {@code base}, {@code runtime},
 * {@code dependencies}, {@code application}. All have the same time of modification, and nothing in them depends on where
 * they are made.
 */
final class ImageContents {

    static final String JAVA_HOME = "opt/java";
    static final String HOME = "opt/mainstay";
    static final String OPTIONS_FILE = "java.options";
    static final String FLAGS_FILE = "vm.flags";

    private static final List<URI> ARCHIVES = List.of(
            URI.create("https://deb.debian.org/debian"),
            URI.create("http://deb.debian.org/debian"),
            URI.create("https://snapshot.debian.org/archive/debian/20260713T000000Z"));

    private static final List<String> OPTIONS = List.of(
            "-XX:SharedArchiveFile=/" + HOME + "/" + ClassArchive.FILE,
            "-XX:Flags=/" + HOME + "/" + FLAGS_FILE,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /**
     * Settings of the virtual machine. In a file of their own, because options of the environment variable JDK_JAVA_OPTIONS
     * come before those of the command, which would win.
     */
    private static final List<String> FLAGS = List.of(
            "MaxRAMPercentage=60",
            "+ExitOnOutOfMemoryError",
            "ErrorFile=/tmp/hs_err.log",
            // For small heaps and few processors; G1 takes 100 MiB more.
            "+UseSerialGC",
            // The second compiler would take more of the processors than the start itself: it waits fifty times longer.
            "Tier4InvocationThreshold=250000",
            "Tier4MinInvocationThreshold=30000",
            "Tier4CompileThreshold=750000",
            "Tier4BackEdgeThreshold=2000000");

    private ImageContents() {}

    /**
     * @param arguments each {@code name=value}: {@code backend} is the backend's jar, {@code layers} the folder to make,
     *     {@code classes} the list of classes to archive, {@code cache} the folder for packages unless MAINSTAY_CACHE names another, {@code base} the base image
     *     or {@code scratch}, {@code mirror} a mirror of Debian to prefer or nothing, {@code offline} whether Maven works so,
     *     {@code time} the time of all files, {@code bill} the bill of materials to write, {@code stale} a folder to delete
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        try {
            build(settings);
        } catch (ImageException failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }

    static void build(Map<String, String> settings) throws IOException {
        Path output = Path.of(value(settings, "layers")).toAbsolutePath();
        Trees.delete(output);
        // Jib takes files for unchanged whose time is, and all have one time here.
        Trees.delete(Path.of(value(settings, "stale")));
        Path base = Files.createDirectories(output.resolve("base"));
        boolean ownBase = value(settings, "base").equals("scratch");
        if (ownBase) {
            List<URI> mirrors =
                    Boolean.parseBoolean(value(settings, "offline")) ? List.of() : mirrors(value(settings, "mirror"));
            BaseFiles.layOut(new PackageCache(cache(value(settings, "cache")), mirrors), base);
        }
        layOut(
                Path.of(value(settings, "backend")),
                output,
                Path.of(value(settings, "classes")).toAbsolutePath(),
                Instant.parse(value(settings, "time")));
        BillOfMaterials.write(
                Path.of(value(settings, "bill")),
                Path.of(value(settings, "backend")),
                output.resolve("runtime").resolve(JAVA_HOME),
                ownBase ? BaseFiles.pinned() : List.of(),
                Instant.parse(value(settings, "time")));
    }

    private static String value(Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new ImageException("The argument " + name + "=... is missing");
        }
        return value;
    }

    private static void layOut(Path jar, Path output, Path classList, Instant time) throws IOException {
        Path javaHome = output.resolve("runtime").resolve(JAVA_HOME);
        Application application = new Application(
                output.resolve("dependencies").resolve(HOME),
                output.resolve("application").resolve(HOME));
        Files.createDirectories(javaHome.getParent());
        VirtualMachine.layOut(javaHome);
        application.layOut(jar);
        Trees.touch(output, time);
        ClassArchive.layOut(javaHome.resolve("bin/java"), application, classList);
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("--class-path");
        options.add(String.join(":", application.classPath()));
        Files.write(application.libraries().resolve(OPTIONS_FILE), options);
        Files.write(application.libraries().resolve(FLAGS_FILE), FLAGS);
        Trees.touch(output, time);
    }

    /** Where the local stack keeps its distributions too. */
    private static Path cache(String preset) {
        String shared = System.getenv().getOrDefault("MAINSTAY_CACHE", "");
        return shared.isBlank() ? Path.of(preset) : Path.of(shared, "debian");
    }

    private static List<URI> mirrors(String preferred) {
        String chosen = preferred.isBlank() ? System.getenv().getOrDefault("MAINSTAY_DEBIAN_MIRROR", "") : preferred;
        return Stream.concat(
                        Stream.of(chosen)
                                .filter(mirror -> !mirror.isBlank())
                                .map(mirror -> URI.create(mirror.replaceAll("/+$", ""))),
                        ARCHIVES.stream())
                .toList();
    }
}
