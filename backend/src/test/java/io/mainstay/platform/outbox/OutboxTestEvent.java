// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

/** What the outbox's own tests append. */
@EventType("outbox-test.happened.v1")
record OutboxTestEvent(String text) {}
