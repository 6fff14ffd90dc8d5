// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a record is the payload of events of one type.
 *
 * <p>The type ends in a version, {@code incident.resolved.v1}. Within a version a payload may only gain components,
 * because consumers of the previous release read it during a rolling upgrade; anything else is a new version. A test
 * compares every payload with the committed snapshot.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {

    /** The stable name: lower case words with hyphens, joined by dots, then the version. */
    String value();
}
