// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import io.mainstay.platform.time.MachineClock;
import io.mainstay.support.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** A process that migrates and can be killed: the packaged migrations, and one more whose name and text it is given. */
final class MigrationProcess implements AutoCloseable {

    private static final Path LOG = Path.of("target/migration-process.log");

    private final Process process;

    private MigrationProcess(Process process) {
        this.process = process;
    }

    static MigrationProcess start(String fileName, String content) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        // The first one is that of a test run whose own class path is in the manifest of a jar.
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        MigrationProcess.class.getName(),
                        TestStack.address("MAINSTAY_NEO4J_URI"),
                        TestStack.address("MAINSTAY_NEO4J_USERNAME"),
                        fileName,
                        content))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
        builder.environment().put("PASSWORD", TestStack.address("MAINSTAY_NEO4J_PASSWORD"));
        try {
            return new MigrationProcess(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static void main(String[] arguments) {
        try (Driver driver =
                GraphDatabase.driver(arguments[0], AuthTokens.basic(arguments[1], System.getenv("PASSWORD")))) {
            List<Migration> files = MigrationFiles.read();
            files.add(Migration.parse(arguments[2], arguments[3]));
            new MigrationRunner(driver, new MachineClock(), files).migrate();
        }
    }

    /** Ends it with signal 9, in the midst of what it does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Whether it is still at work; one that failed says why. */
    boolean isAlive() {
        if (!process.isAlive() && process.exitValue() == 1) {
            try {
                throw new IllegalStateException("The process failed:\n" + Files.readString(LOG));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }
}
