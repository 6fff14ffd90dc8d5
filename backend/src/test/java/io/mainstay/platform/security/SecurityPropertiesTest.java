// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "https://mainstay.example.org, https://mainstay.example.org/.well-known/oauth-protected-resource",
        "https://mainstay.example.org/, https://mainstay.example.org/.well-known/oauth-protected-resource",
        "http://localhost:8080, http://localhost:8080/.well-known/oauth-protected-resource",
        "https://example.org/itsm/, https://example.org/.well-known/oauth-protected-resource/itsm"
    })
    void shouldSayWhereTheMetadataAre(String publicUrl, String metadata) {
        assertThat(with(publicUrl).resourceMetadataUrl()).hasToString(metadata);
    }

    @Test
    void shouldKeepThePublicAddressWithoutASlashAtItsEnd() {
        assertThat(with("https://mainstay.example.org/").publicUrl()).hasToString("https://mainstay.example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mainstay.example.org",
                "ftp://mainstay.example.org",
                "https:///graphql",
                "https://somebody@mainstay.example.org",
                "https://mainstay.example.org?x=y",
                "https://mainstay.example.org#x"
            })
    void shouldRefuseWhatIsNoAddressOfAServer(String publicUrl) {
        assertThatThrownBy(() -> with(publicUrl))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mainstay.security.public-url")
                .hasMessageContaining(publicUrl);
    }

    static SecurityProperties with(String publicUrl) {
        return new SecurityProperties(
                "http://localhost",
                URI.create("http://localhost/keys"),
                "mainstay-api",
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                URI.create(publicUrl),
                3);
    }
}
