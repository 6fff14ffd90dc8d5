// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.util.Map;

/**
 * The payload of an event that several kinds of record publish alike, each under a type of its own. In JSON it is one object: the
 * components of the subject, then those of the event.
 *
 * @param type the event's type, made of the name of the kind; see {@link EventType}
 * @param subject which record it happened to, by names that may depend on the kind, in their order
 * @param event what happened, a record; no component has a name of the subject's
 */
public record SharedPayload(String type, Map<String, Object> subject, Object event) {}
