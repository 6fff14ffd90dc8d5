// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

/** Monitoring on a port of its own, as the chart has it. */
@WebTest
@TestPropertySource(properties = "management.server.port=0")
class ManagementPortTest {

    @Autowired
    private GraphQlClient client;

    @Value("${local.management.port}")
    private int managementPort;

    @Test
    void shouldShowMetersAndPartsThereWithoutToken() {
        assertThat(management("/actuator/prometheus").body()).contains("jvm_info");
        assertThat(management("/actuator/health").body()).contains("\"components\"");
        assertThat(management("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(management("/graphql").statusCode()).isIn(401, 404);
    }

    @Test
    void shouldHaveProbesAloneOnThePortOfTheApi() {
        assertThat(status("/livez", "")).isEqualTo(200);
        assertThat(status("/readyz", "")).isEqualTo(200);
        assertThat(status("/actuator/prometheus", "")).isEqualTo(401);
        assertThat(status("/actuator/health", "")).isEqualTo(401);
        assertThat(status(
                        "/actuator/prometheus",
                        TestTokens.as(Role.ADMINISTRATOR).token()))
                .isEqualTo(404);
    }

    private HttpResponse<String> management(String path) {
        GraphQlClient there = new GraphQlClient(() -> managementPort);
        return there.exchange(there.request(path).build());
    }

    private int status(String path, String token) {
        var request = client.request(path);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.exchange(request.build()).statusCode();
    }
}
