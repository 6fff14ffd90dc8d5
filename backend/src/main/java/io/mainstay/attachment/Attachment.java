// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment;

import java.time.Instant;

/**
 * A file that is attached to a record.
 *
 * @param recordId the record
 * @param file what it is
 * @param internal whether only those read it who work on the record
 * @param attachedById the person who attached it
 */
public record Attachment(
        String id, String recordId, AttachedFile file, boolean internal, String attachedById, Instant attachedAt) {

    /** The label of its node. */
    public static final String TYPE = "Attachment";

    /** What the trail of the record says of it: its bytes are not in the trail, but their digest is, so that a later change of them shows. */
    public String trail() {
        return String.join(" ", id, "sha256:" + file.sha256(), internal ? "internal" : "public", file.name());
    }
}
