// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Reads the migrations that are packaged with the application. */
final class MigrationFiles {

    private static final String PATTERN = "classpath*:neo4j/migrations/*.cypher";

    private MigrationFiles() {}

    static List<Migration> read() {
        try {
            List<Migration> migrations = new ArrayList<>();
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources(PATTERN)) {
                migrations.add(Migration.parse(
                        Objects.requireNonNull(resource.getFilename()),
                        resource.getContentAsString(StandardCharsets.UTF_8)));
            }
            return migrations;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
