// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.keycloak;

import io.mainstay.identity.internal.IdentityProvider;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.ClientBuilderWrapper;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeycloakProperties.class)
class KeycloakConfiguration {

    /** Connects on first use, so that the application starts without Keycloak. */
    @Bean(destroyMethod = "close")
    Keycloak keycloakAdminClient(KeycloakProperties properties) {
        return KeycloakBuilder.builder()
                .serverUrl(properties.url())
                .realm(properties.realm())
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId(properties.adminClientId())
                .clientSecret(properties.adminClientSecret())
                .resteasyClient(client(properties.connectTimeout(), properties.readTimeout()))
                .build();
    }

    @Bean
    IdentityProvider identityProvider(Keycloak keycloak, KeycloakProperties properties) {
        return new KeycloakIdentityProvider(keycloak.realm(properties.realm()), properties.pageSize());
    }

    static Client client(Duration connectTimeout, Duration readTimeout) {
        ClientBuilder client = ClientBuilderWrapper.create(null, false);
        client.connectTimeout(connectTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(readTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .register(JacksonProvider.class, 100);
        return ((ResteasyClientBuilder) client).build();
    }
}
