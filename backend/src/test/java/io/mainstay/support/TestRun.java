// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The program behind {@code ./mainstay test}: runs the test classes that it is given by their simple names, or single methods
 * as {@code Name#method}, and ends with status 0 when there were some and all passed. As in the build, tests with the tag
 * {@code full} are left out unless the system property {@code excluded.tests} names another tag.
 */
public final class TestRun {

    private static final int FRAMES_SHOWN = 40;

    private TestRun() {}

    /** @param names what to run */
    public static void main(String[] names) {
        Path classes = Path.of("target/test-classes");
        try (FileChannel lock = FileChannel.open(
                        Path.of("target/test-run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = lock.lock()) {
            System.exit(alone.isValid() && run(classes, List.of(names)) ? 0 : 1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean run(Path classes, List<String> names) throws IOException {
        List<Chosen> chosen = new ArrayList<>();
        for (String name : names) {
            String[] parts = name.split("#", 2);
            chosen.add(new Chosen(className(classes, parts[0]), parts.length == 2 ? parts[1] : ""));
        }
        PostDiscoveryFilter methods = test -> FilterResult.includedIf(test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(source -> chosen.stream().anyMatch(one -> one.holds(source)))
                .orElse(true));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(chosen.stream()
                        .map(one -> DiscoverySelectors.selectClass(one.type()))
                        .toList())
                .filters(methods, TagFilter.excludeTags(System.getProperty("excluded.tests", "full")))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary, new Progress());
        return report(summary.getSummary());
    }

    private static boolean report(TestExecutionSummary summary) {
        PrintWriter out = new PrintWriter(System.out, true);
        summary.printFailuresTo(out, FRAMES_SHOWN);
        out.printf(
                "%d passed, %d failed, %d skipped in %.1f s%n",
                summary.getTestsSucceededCount(),
                summary.getTotalFailureCount(),
                summary.getTestsSkippedCount(),
                (summary.getTimeFinished() - summary.getTimeStarted()) / 1_000.0);
        return summary.getTotalFailureCount() == 0 && summary.getTestsSucceededCount() > 0;
    }

    private static String className(Path classes, String simpleName) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.getFileName().toString().equals(simpleName + ".class"))
                    .map(file -> classes.relativize(file).toString())
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No such test: " + simpleName));
        }
    }

    /**
     * What was named on the command line.
     *
     * @param type a test class
     * @param method one of its methods, or empty for all
     */
    private record Chosen(String type, String method) {

        boolean holds(MethodSource source) {
            boolean sameType =
                    source.getClassName().equals(type) || source.getClassName().startsWith(type + "$");
            return sameType && (method.isEmpty() || method.equals(source.getMethodName()));
        }
    }

    /** A line for each test as it ends. */
    private static final class Progress implements TestExecutionListener {

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                System.out.println(result.getStatus() + "  " + test.getDisplayName());
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            System.out.println("SKIPPED  " + test.getDisplayName() + ": " + reason);
        }
    }
}
