// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;

/** A relation between two CIs is over. */
@EventType("ci.relation-ended.v1")
public record CiRelationEnded(String id, String type, String sourceId, String targetId) {}
