// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.platform.database.TwoMembers.Member;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Behind an address of a cluster, what only reads is answered by its followers. */
@IntegrationTest
class ReadRoutingIT {

    @Autowired
    private GraphQlClient client;

    @Autowired
    private TwoMembers members;

    private final String token = TestTokens.as(Role.ADMINISTRATOR).token();

    @BeforeEach
    void report() {
        client.execute(
                        token,
                        "mutation { incidentReport(input: {title: \"The printer burns\"}) { incident { id } userErrors { code } } }")
                .accepted("incidentReport");
        members.reset();
    }

    @Test
    void shouldAskTheLeaderForWhatWrites() {
        report();
        client.execute(token, "mutation { incidentReport(input: {title: \"T\"}) { userErrors { code } } }")
                .accepted("incidentReport");

        assertThat(members.asked()).contains(Member.LEADER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ incidents { totalCount nodes { id team { id } reporter { id } affectedCis { id } slaClocks { state }"
                        + " workLog { nodes { text } } history { nodes { action } } } } }",
                "{ problems { totalCount nodes { id } } }",
                "{ configurationItems { totalCount nodes { id history { nodes { action } } } } }",
                "{ people { totalCount nodes { id } } teams { nodes { id } } organisations { nodes { id } } }",
                "{ slaDefinitions { totalCount nodes { id } } businessCalendars { nodes { id } } }",
                "{ search(query: \"printer\") { nodes { id } } }"
            })
    void shouldAskTheFollowersForWhatReads(String query) {
        client.execute(token, query).withoutErrors();

        assertThat(members.asked()).isNotEmpty().containsOnly(Member.FOLLOWER);
    }
}
