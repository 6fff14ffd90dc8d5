// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SchemaInspection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.SchemaReport;

/** Every field of the schema has code behind it, and every mapping of a controller has a field. */
@IntegrationTest
class SchemaMappingIT {

    @Autowired
    private SchemaInspection inspection;

    @Test
    void shouldMapWholeSchema() {
        SchemaReport report = inspection.report();

        assertThat(report.unmappedFields()).as("fields without code").isEmpty();
        assertThat(report.unmappedRegistrations()).as("mappings without field").isEmpty();
        assertThat(report.unmappedArguments()).as("parameters without argument").isEmpty();
    }
}
