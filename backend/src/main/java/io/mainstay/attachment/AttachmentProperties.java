// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where attachments are kept, and which.
 *
 * @param directory where their bytes are kept, shared by all replicas; without one none are taken
 * @param maxSize how large a file may be
 * @param uploadsOfPerson how many files somebody may have sent that are not attached yet
 * @param refusedTypes media types that are not taken
 */
@ConfigurationProperties("mainstay.attachments")
public record AttachmentProperties(
        @Nullable Path directory,
        @DefaultValue("25MB") DataSize maxSize,
        @DefaultValue("20") int uploadsOfPerson,

        @DefaultValue({
            "application/x-dosexec",
            "application/x-msdownload",
            "application/vnd.microsoft.portable-executable"
        })
        List<String> refusedTypes) {

    public AttachmentProperties {
        directory = directory == null || directory.toString().isBlank() ? null : directory;
        refusedTypes = List.copyOf(refusedTypes);
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("mainstay.attachments.max-size must be positive: " + maxSize);
        }
        if (uploadsOfPerson < 1) {
            throw new IllegalArgumentException(
                    "mainstay.attachments.uploads-of-person must be positive: " + uploadsOfPerson);
        }
    }
}
