// SPDX-License-Identifier: Apache-2.0
package io.mainstay.readme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the sessions of pages as their reader would: the {@code bash} blocks between {@code <!-- session -->} and
 * {@code <!-- end of session -->}, in one shell a page, comparing what each prints with the {@code text} block that follows
 * it. An ellipsis there stands for anything. The first page's first block logs in; the other pages begin with it too.
 *
 * <p>Also a program of one file, for use without a build: {@code java ReadmeSession.java README.md docs}.
 */
public final class ReadmeSession {

    private static final String BEGIN = "<!-- session -->";
    private static final String END = "<!-- end of session -->";
    private static final int PATIENCE_MINUTES = 3;

    private ReadmeSession() {}

    /** A block of commands with what it must print. */
    public record Step(String commands, String expected) {}

    /** A step that printed something else. */
    public record Difference(Step step, String printed) {}

    public static void main(String[] arguments) throws Exception {
        Map<Path, List<Step>> sessions = sessions(Path.of(arguments[0]), Path.of(arguments[1]));
        boolean failed = false;
        for (Map.Entry<Path, List<Step>> session : sessions.entrySet()) {
            List<Difference> differences = run(session.getValue(), Map.of());
            for (Difference difference : differences) {
                System.err.println("After\n" + difference.step().commands() + "\nexpected\n"
                        + difference.step().expected() + "\nbut it printed\n" + difference.printed());
            }
            System.out.println(session.getKey() + ": " + (session.getValue().size() - differences.size()) + " passed, "
                    + differences.size() + " failed");
            failed |= session.getValue().isEmpty() || !differences.isEmpty();
        }
        if (failed) {
            System.exit(1);
        }
    }

    /**
     * The sessions of a page and of those in a folder that have one, in the order of their names.
     *
     * @param first the page whose first step the others begin with
     */
    public static Map<Path, List<Step>> sessions(Path first, Path folder) throws IOException {
        Map<Path, List<Step>> sessions = new LinkedHashMap<>();
        List<Step> steps = steps(Files.readString(first));
        sessions.put(first, steps);
        List<Path> pages;
        try (Stream<Path> files = Files.list(folder)) {
            pages = files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
        for (Path page : pages) {
            List<Step> own = steps(Files.readString(page));
            if (!own.isEmpty()) {
                sessions.put(
                        page,
                        Stream.concat(steps.stream().limit(1), own.stream()).toList());
            }
        }
        return sessions;
    }

    /** The steps of a page's session, which may be in several parts. */
    static List<Step> steps(String page) {
        List<Step> steps = new ArrayList<>();
        String[] parts = page.split(BEGIN, -1);
        for (int part = 1; part < parts.length; part++) {
            int end = parts[part].indexOf(END);
            if (end < 0) {
                throw new IllegalArgumentException("A session has no end: " + END);
            }
            String[] blocks = parts[part].substring(0, end).split("(?m)^```", -1);
            for (int i = 1; i < blocks.length; i += 2) {
                if (blocks[i].startsWith("bash\n")) {
                    String next = i + 2 < blocks.length ? blocks[i + 2] : "";
                    String expected = next.startsWith("text\n") ? next.substring("text\n".length()) : "";
                    steps.add(new Step(blocks[i].substring("bash\n".length()), expected));
                }
            }
        }
        return steps;
    }

    /**
     * Runs the steps in one shell.
     *
     * @param environment what the shell has beside this process's own environment
     * @return the steps that printed something else than expected
     */
    public static List<Difference> run(List<Step> steps, Map<String, String> environment)
            throws IOException, InterruptedException {
        String separator = "end-of-step-" + UUID.randomUUID();
        StringBuilder script = new StringBuilder("set -uo pipefail\n");
        steps.forEach(step -> script.append(step.commands())
                .append("\necho ")
                .append(separator)
                .append('\n'));
        Path file = Files.createTempFile("session", ".sh");
        Path output = Files.createTempFile("session", ".out");
        try {
            Files.writeString(file, script);
            ProcessBuilder builder = new ProcessBuilder("bash", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process shell = builder.start();
            if (!shell.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                shell.destroyForcibly();
            }
            return compare(
                    steps, Files.readString(output, StandardCharsets.UTF_8).split(separator + "\n", -1));
        } finally {
            Files.delete(file);
            Files.delete(output);
        }
    }

    private static List<Difference> compare(List<Step> steps, String[] printed) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String actual = i < printed.length ? printed[i] : "nothing: the shell ended before";
            if (!matches(steps.get(i).expected(), actual)) {
                differences.add(new Difference(steps.get(i), actual));
            }
        }
        return differences;
    }

    static boolean matches(String expected, String printed) {
        StringBuilder pattern = new StringBuilder();
        for (String part : expected.strip().split("…", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*?").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL)
                .matcher(printed.strip())
                .matches();
    }
}
