package io.mainstay.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The backend's unpacked jar: libraries, which change rarely, in one folder, and what is made here in another.
 *
 * @param libraries home of the first, as in the image
 * @param own home of the second
 */
record Application(Path libraries, Path own) {

    private static final String SCHEMA = "graph-schema";

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
            Files.createDirectories(own.resolve("own"));
            for (Path library : Trees.files(draft.resolve("lib"))) {
                String name = library.getFileName().toString();
                Files.move(
                        library,
                        name.startsWith(SCHEMA + "-")
                                ? own.resolve("own").resolve(SCHEMA + ".jar")
                                : libraries.resolve("lib").resolve(name));
            }
            Files.move(draft.resolve(jar.getFileName()), own.resolve("own/backend.jar"));
        } finally {
            Trees.delete(draft);
        }
    }

    /** The libraries as a class path, relative to the working folder of the image. */
    List<String> libraryPath() throws IOException {
        return Trees.files(libraries.resolve("lib")).stream()
                .map(library -> "lib/" + library.getFileName())
                .toList();
    }

    /** The whole class path: what was made here comes last, so that an archive of the libraries' classes fits it. */
    List<String> classPath() throws IOException {
        return Stream.concat(libraryPath().stream(), Stream.of("own/" + SCHEMA + ".jar", "own/backend.jar"))
                .toList();
    }
}
