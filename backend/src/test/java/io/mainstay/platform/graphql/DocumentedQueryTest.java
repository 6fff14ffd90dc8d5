// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ParseAndValidate;
import graphql.parser.Parser;
import io.mainstay.readme.DocumentedQuery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people are told to ask must be something that the schema takes. */
class DocumentedQueryTest {

    @Test
    void shouldBeTakenByTheSchema() throws IOException {
        List<DocumentedQuery> queries = DocumentedQuery.of(Path.of("../README.md"), Path.of("../docs"));

        assertThat(queries).hasSizeGreaterThan(50).anyMatch(DocumentedQuery::inText);
        assertThat(queries)
                .allSatisfy(query -> assertThat(faults(query.text()))
                        .as("%s: %s", query.page(), query.text())
                        .isEmpty());
    }

    @Test
    void shouldBeTakenByTheSchemaAsASampleOfGraphiQl() throws IOException {
        JsonNode samples;
        try (InputStream file =
                Objects.requireNonNull(DocumentedQueryTest.class.getResourceAsStream("/graphiql/samples.json"))) {
            samples = JsonMapper.builder().build().readTree(file);
        }

        assertThat(samples.valueStream().map(sample -> sample.get("query").asString()))
                .hasSizeGreaterThan(3)
                .anyMatch(query -> query.contains("subscription"))
                .allSatisfy(query -> assertThat(faults(query)).as(query).isEmpty());
    }

    private static List<?> faults(String document) {
        return ParseAndValidate.validate(ProductSchema.SCHEMA, new Parser().parseDocument(document), Locale.ENGLISH);
    }
}
