// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.readme.DocumentedQuery;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a page tells an operator to ask in the middle of a night must be answered. */
@IntegrationTest
class DocumentedQueryIT {

    @Autowired
    private GraphQlClient client;

    private final String administrator = TestTokens.as(Role.ADMINISTRATOR).token();

    static Stream<String> queries() throws IOException {
        return DocumentedQuery.of(Path.of("../README.md"), Path.of("../docs")).stream()
                .filter(DocumentedQuery::inText)
                .map(DocumentedQuery::text)
                .filter(text -> text.startsWith("{"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldBeAnswered(String query) {
        assertThat(client.execute(administrator, query).withoutErrors()).isNotNull();
    }
}
