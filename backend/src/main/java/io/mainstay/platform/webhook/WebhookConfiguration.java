// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.webhook;

import io.mainstay.kernel.SystemClock;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

    @Bean
    @ConditionalOnExpression("!'${mainstay.webhook.url:}'.isEmpty()")
    WebhookConsumer webhookConsumer(WebhookProperties properties, SystemClock clock) {
        return new WebhookConsumer(properties, Objects.requireNonNull(properties.url()), clock);
    }
}
