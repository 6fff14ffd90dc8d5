// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment.internal;

import io.mainstay.attachment.AttachmentProperties;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.files.DirectoryFileStore;
import io.mainstay.platform.files.FileStore;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the bytes of attachments are kept. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AttachmentProperties.class)
class AttachmentConfiguration {

    @Bean
    @ConditionalOnExpression("!'${mainstay.attachments.directory:}'.isBlank()")
    FileStore attachmentFiles(AttachmentProperties properties, SystemClock clock) {
        return new DirectoryFileStore(Objects.requireNonNull(properties.directory()), clock);
    }
}
