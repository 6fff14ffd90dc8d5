// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parsed classes of the JDK, of the libraries and of the backend in one file that every start maps, which more than halves its
 * work. It is made from a list under version control and from the backend's jar, so that the same inputs give the same bytes.
 */
final class ClassArchive {

    /** In the working folder of the image. */
    static final String FILE = Application.OWN + "/classes.jsa";

    private ClassArchive() {}

    /**
     * Makes the archive. Classes of the list that do not exist any more are left out.
     *
     * @param java the virtual machine that will use it
     * @param application class path and working folder; times of modification are remembered
     * @param classList what is loaded besides the backend's own classes, of which all are archived
     */
    static void layOut(Path java, Application application, Path classList) throws IOException {
        Path all = Files.createTempFile("mainstay-classes", ".list");
        // Paths in the archive are relative to the working folder, as whose parts the layers are put together later.
        Path link = application.libraries().resolve(Application.OWN);
        try {
            Files.write(
                    all,
                    Stream.concat(Files.readAllLines(classList).stream(), application.ownClasses().stream())
                            .toList());
            Files.createSymbolicLink(link, application.ownFolder().toAbsolutePath());
            Tool.run(
                    application.libraries(),
                    List.of(
                            java.toString(),
                            "-Xshare:dump",
                            "-XX:+UseSerialGC",
                            "-Xmx512m",
                            // The module graph is archived for this option alone.
                            "--enable-native-access=ALL-UNNAMED",
                            "-XX:SharedClassListFile=" + all,
                            "-XX:SharedArchiveFile=" + FILE,
                            "-cp",
                            String.join(":", application.classPath())));
        } finally {
            Files.deleteIfExists(link);
            Files.delete(all);
        }
        if (!Files.exists(application.own().resolve(FILE))) {
            throw new ImageException("The archive of classes was not made");
        }
    }
}
