// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** Fields of a CI changed. */
@EventType("ci.updated.v1")
public record ConfigurationItemUpdated(String id, List<String> fields, int version) {}
