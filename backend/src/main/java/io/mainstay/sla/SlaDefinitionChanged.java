// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.platform.outbox.EventType;

/**
 * A definition was made, got another version, or was retired.
 *
 * @param version its version now
 * @param active whether it applies to records
 */
@EventType("sla.definition-changed.v1")
public record SlaDefinitionChanged(String definitionId, int version, boolean active) {}
