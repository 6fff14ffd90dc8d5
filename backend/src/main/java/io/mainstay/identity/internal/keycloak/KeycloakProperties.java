// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.keycloak;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people and groups are read.
 *
 * @param url the server's address, without the realm
 * @param adminClientId a confidential client whose service account has the role {@code view-users} of
 *     {@code realm-management}, and has it in its scope
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for an answer
 * @param pageSize how many people or groups to ask for at once
 */
@ConfigurationProperties("mainstay.keycloak")
record KeycloakProperties(
        @DefaultValue("http://localhost:8180") String url,
        @DefaultValue("mainstay") String realm,
        @DefaultValue("mainstay-backend") String adminClientId,
        @DefaultValue("") String adminClientSecret,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("200") int pageSize) {}
