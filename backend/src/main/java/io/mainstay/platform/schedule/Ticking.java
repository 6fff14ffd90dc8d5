// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import java.time.Duration;

/** Something that Quartz calls at an interval on every replica. A bean of this type is all that it takes. */
public interface Ticking {

    /** Unique among all that tick. */
    String name();

    Duration every();

    /** Returns soon; what takes time goes on in a thread of its own. */
    void tick();
}
