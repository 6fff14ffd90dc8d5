// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository that are made from others: compared, or written anew with {@code -Dsnapshot.update=true}. */
final class Snapshot {

    private Snapshot() {}

    static boolean updates() {
        return Boolean.getBoolean("snapshot.update");
    }

    static void verify(Path file, String expected) throws IOException {
        if (updates()) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(file).as("Run this test with -Dsnapshot.update=true").hasContent(expected);
    }
}
