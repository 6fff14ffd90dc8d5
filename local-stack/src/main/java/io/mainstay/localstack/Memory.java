// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Memory of the machine, and of processes, where {@code /proc} tells it. */
final class Memory {

    private static final int KIBI = 1024;

    private Memory() {}

    /** All memory of the machine, or as much of it as a container may use. */
    static long machineMebibytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / KIBI / KIBI;
    }

    /** Resident memory of all of them together; 0 where it cannot be known. */
    static long residentMebibytes(List<ProcessIdentity> processes) {
        return processes.stream()
                        .mapToLong(process -> residentKibibytes(process.pid()))
                        .sum()
                / KIBI;
    }

    private static long residentKibibytes(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }
}
