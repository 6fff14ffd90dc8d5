package io.mainstay.readme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs the session of a page as its reader would: the {@code bash} blocks after the line {@code <!-- session -->}, in one
 * shell, comparing what each prints with the {@code text} block that follows it. An ellipsis there stands for anything.
 *
 * <p>Also a program of one file, for use without a build: {@code java ReadmeSession.java README.md}.
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
        List<Step> steps = steps(Files.readString(Path.of(arguments[0])));
        List<Difference> differences = run(steps, Map.of());
        for (Difference difference : differences) {
            System.err.println("After\n" + difference.step().commands() + "\nexpected\n"
                    + difference.step().expected() + "\nbut it printed\n" + difference.printed());
        }
        System.out.println((steps.size() - differences.size()) + " passed, " + differences.size() + " failed");
        if (steps.isEmpty() || !differences.isEmpty()) {
            System.exit(1);
        }
    }

    /** The steps of a page's session. */
    public static List<Step> steps(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("The page has no session between " + BEGIN + " and " + END);
        }
        List<Step> steps = new ArrayList<>();
        String[] blocks = page.substring(begin, end).split("(?m)^```", -1);
        for (int i = 1; i < blocks.length; i += 2) {
            if (blocks[i].startsWith("bash\n")) {
                String next = i + 2 < blocks.length ? blocks[i + 2] : "";
                String expected = next.startsWith("text\n") ? next.substring("text\n".length()) : "";
                steps.add(new Step(blocks[i].substring("bash\n".length()), expected));
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
