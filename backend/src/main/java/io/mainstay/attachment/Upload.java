// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment;

import java.time.Instant;

/**
 * A file that was sent and is not attached to anything yet.
 *
 * @param expiresAt when it is forgotten unless it is attached before
 */
public record Upload(String id, AttachedFile file, Instant expiresAt) {}
