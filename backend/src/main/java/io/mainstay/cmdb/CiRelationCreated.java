// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;

/** Two CIs were related. */
@EventType("ci.relation-created.v1")
public record CiRelationCreated(String id, String type, String sourceId, String targetId) {}
