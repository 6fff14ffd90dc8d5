// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The backend's unpacked jar: libraries, which change rarely, in one folder, and what is made here in another.
 *
 * @param libraries home of the first, as in the image
 * @param own home of the second
 */
record Application(Path libraries, Path own) {

    static final String OWN = "own";

    private static final String SCHEMA = "graph-schema";
    private static final String UNPACKER = "spring-boot-jarmode-tools";
    private static final String BACKEND = "backend.jar";
    private static final String CLASS = ".class";

    /** Unpacks the jar. */
    void layOut(Path jar) throws IOException {
        Path draft = Files.createTempDirectory("mainstay-backend");
        try {
            Tool.run(
                    draft,
                    List.of(
                            Tool.ofJdk("java"),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Djarmode=tools",
                            "-jar",
                            jar.toAbsolutePath().toString(),
                            "extract",
                            "--force",
                            "--destination",
                            draft.toString()));
            Files.createDirectories(libraries.resolve("lib"));
            Files.createDirectories(ownFolder());
            for (Path library : Trees.files(draft.resolve("lib"))) {
                String name = library.getFileName().toString();
                if (name.startsWith(UNPACKER + "-")) {
                    continue; // has done its work, and is in no bill of materials
                }
                Files.move(
                        library,
                        name.startsWith(SCHEMA + "-")
                                ? ownFolder().resolve(SCHEMA + ".jar")
                                : libraries.resolve("lib").resolve(name));
            }
            Files.move(draft.resolve(jar.getFileName()), ownFolder().resolve(BACKEND));
        } finally {
            Trees.delete(draft);
        }
    }

    Path ownFolder() {
        return own.resolve(OWN);
    }

    /** The names of the classes that are made here, as lists of classes have them, in their order. */
    List<String> ownClasses() throws IOException {
        try (JarFile jar = new JarFile(ownFolder().resolve(BACKEND).toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(CLASS) && !name.endsWith("-info" + CLASS))
                    .map(name -> name.substring(0, name.length() - CLASS.length()))
                    .sorted()
                    .toList();
        }
    }

    /** The class path, relative to the working folder of the image: libraries, then what was made here. */
    List<String> classPath() throws IOException {
        return Stream.concat(
                        Trees.files(libraries.resolve("lib")).stream().map(library -> "lib/" + library.getFileName()),
                        Stream.of(OWN + "/" + SCHEMA + ".jar", OWN + "/" + BACKEND))
                .toList();
    }
}
