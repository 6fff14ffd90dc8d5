// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the stack's database and backend have used of the processors. On a machine that others use too it says more of what something costs
 * than how long it took.
 */
public record ProcessorTime(Duration neo4j, Duration backend) {

    public static final ProcessorTime NONE = new ProcessorTime(Duration.ZERO, Duration.ZERO);

    /** Fields of {@code /proc/<pid>/stat} behind the program's name, in ticks of a hundredth of a second. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int TICK_MILLIS = 10;

    /** @param run the folder in which the stack keeps the ids of its processes */
    public static ProcessorTime now(Path run) {
        return new ProcessorTime(of(run.resolve("neo4j.pid")), of(run.resolve("backend.pid")));
    }

    public ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(neo4j.minus(before.neo4j), backend.minus(before.backend));
    }

    /** Zero where the system does not say. */
    private static Duration of(Path pidFile) {
        try {
            String pid = Files.readString(pidFile).split("\\s", 2)[0];
            Path stat = Path.of("/proc", pid, "stat");
            if (!Files.exists(stat)) {
                return Duration.ZERO;
            }
            String line = Files.readString(stat);
            List<String> fields =
                    List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
            long ticks = Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(SYSTEM));
            return Duration.ofMillis(ticks * TICK_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
