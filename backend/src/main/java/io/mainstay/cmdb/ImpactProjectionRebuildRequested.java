// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;

/** Somebody wants every replica to build its impact projection anew. */
@EventType("impact.projection-rebuild-requested.v1")
public record ImpactProjectionRebuildRequested(String personId) {}
