// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.platform.outbox.EventType;

/** The open clocks of a record follow other terms from now on, which may move when they are due. */
@EventType("sla.terms-changed.v1")
public record SlaTermsChanged(String recordType, String recordId) {}
