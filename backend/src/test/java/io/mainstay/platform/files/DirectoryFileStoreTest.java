// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFileStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path parent;

    private FileStore store;

    @BeforeEach
    void open() {
        store = new DirectoryFileStore(parent.resolve("files"), new SystemClock() {
            @Override
            public Instant now() {
                return NOW;
            }

            @Override
            public long nanoTime() {
                return 0;
            }
        });
    }

    @Test
    void shouldKeepAFileUntilItIsDeleted() throws IOException {
        String key = Ids.next();
        put(key, "first");
        put(Ids.next(), "another");

        assertThat(read(key)).isEqualTo("first");
        store.delete(key);
        assertThat(store.open(key)).isEmpty();
        store.delete(key);
    }

    @Test
    void shouldKnowNoOtherPaths() throws IOException {
        Files.writeString(parent.resolve("secret"), "secret");
        for (String key : new String[] {"../secret", "secret", "", "/etc/passwd", Ids.next() + "/../../secret"}) {
            assertThatIllegalArgumentException().as(key).isThrownBy(() -> store.open(key));
            assertThatIllegalArgumentException().as(key).isThrownBy(() -> store.delete(key));
        }
    }

    @Test
    void shouldForgetWhatACrashLeftGatheredButNotWhatIsJustGathered() throws IOException {
        Path abandoned = store.gather();
        Path going = store.gather();
        Files.setLastModifiedTime(
                abandoned, FileTime.from(NOW.minus(Duration.ofDays(1).plusSeconds(1))));
        Files.setLastModifiedTime(
                going, FileTime.from(NOW.minus(Duration.ofDays(1).minusSeconds(1))));

        store.gather();

        assertThat(abandoned).doesNotExist();
        assertThat(going).exists();
    }

    private void put(String key, String text) throws IOException {
        Path gathered = store.gather();
        Files.writeString(gathered, text);
        store.put(key, gathered);
        assertThat(gathered).as("moved, not copied").doesNotExist();
    }

    private String read(String key) throws IOException {
        try (InputStream bytes = store.open(key).orElseThrow()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
