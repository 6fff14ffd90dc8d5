// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.SchemaReport;

/** What the framework found when it compared the schema with the controllers. */
public final class SchemaInspection {

    private volatile @Nullable SchemaReport report;

    public void take(SchemaReport found) {
        report = found;
    }

    public SchemaReport report() {
        SchemaReport found = report;
        if (found == null) {
            throw new IllegalStateException("the schema has not been inspected");
        }
        return found;
    }
}
