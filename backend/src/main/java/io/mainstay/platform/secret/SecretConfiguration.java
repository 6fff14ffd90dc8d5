// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.secret;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretProperties.class)
class SecretConfiguration {

    @Bean
    SecretCipher secretCipher(SecretProperties properties) {
        return SecretCipher.of(properties.keys());
    }
}
