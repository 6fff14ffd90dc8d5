// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Progress for the person who waits; one line per event, so that it also reads well in a file. */
final class Output {

    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    Output(PrintStream out) {
        this.out = out;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    void event(ServerName server, String text) {
        event(server.id(), text);
    }

    void event(String what, String text) {
        line(String.format(Locale.ROOT, "%6.1f s  %-13s  %s", elapsed().toMillis() / 1_000.0, what, text));
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
