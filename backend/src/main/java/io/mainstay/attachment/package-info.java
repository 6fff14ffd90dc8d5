// SPDX-License-Identifier: Apache-2.0
/**
 * Files that are attached to records. Their bytes are in a {@link io.mainstay.platform.files.FileStore}, what they are in the graph. Whether
 * somebody may attach, read or remove one is the business of the capability that owns the record.
 */
@NullMarked
@ApplicationModule(
        displayName = "Attachment",
        allowedDependencies = {"kernel", "platform", "identity", "record", "record :: store"})
package io.mainstay.attachment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
