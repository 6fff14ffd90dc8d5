package io.mainstay.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Parsed classes of the JDK and of the libraries in one file that every start maps, which more than halves its work. It is
 * made from a list under version control, so that the same inputs give the same bytes.
 */
final class ClassArchive {

    static final String FILE = "libraries.jsa";

    private ClassArchive() {}

    /**
     * Makes the archive. Classes of the list that do not exist any more are left out.
     *
     * @param java the virtual machine that will use it
     * @param application class path and working folder; times of modification are remembered
     */
    static void layOut(Path java, Application application, Path classList) throws IOException {
        Tool.run(
                application.libraries(),
                List.of(
                        java.toString(),
                        "-Xshare:dump",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        // The module graph is archived for this option alone.
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:SharedClassListFile=" + classList,
                        "-XX:SharedArchiveFile=" + FILE,
                        "-cp",
                        String.join(":", application.libraryPath())));
        if (!Files.exists(application.libraries().resolve(FILE))) {
            throw new ImageException("The archive of classes was not made");
        }
    }
}
