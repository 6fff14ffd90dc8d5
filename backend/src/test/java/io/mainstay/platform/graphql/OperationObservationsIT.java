// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A request is observed by what it calls, not by each field of each record that it shows. */
@IntegrationTest
class OperationObservationsIT {

    @Autowired
    private GraphQlClient client;

    @Autowired
    private MeterRegistry meters;

    @Test
    void shouldObserveOperationsAndNotEachField() {
        String token = TestTokens.as(Role.AGENT).token();
        client.execute(
                        token,
                        "mutation { incidentReport(input: {title: \"Printer is out of paper\"}) "
                                + "{ incident { id reporter { id } } userErrors { message } } }")
                .accepted("incidentReport");
        client.execute(token, "{ viewer { id } incidents(first: 1) { nodes { id reporter { id } } } }")
                .withoutErrors();

        assertThat(meters.find("graphql.datafetcher").meters())
                .extracting(meter -> meter.getId().getTag("graphql.field.name"))
                .contains("viewer", "incidents", "incidentReport")
                .as("reporter is read by code of its own, which Spring would observe for each record")
                .doesNotContain("reporter");
        assertThat(meters.find("graphql.dataloader").meters())
                .extracting(meter -> meter.getId().getTag("graphql.loader.name"))
                .as("the batch tells how long the people took")
                .contains("Ticket.person");
        assertThat(meters.find("graphql.request").meters()).isNotEmpty();
        assertThat(meters.getMeters())
                .noneMatch(meter -> meter.getId().getName().startsWith("spring.security"));
    }
}
