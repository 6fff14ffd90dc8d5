// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import java.util.Collection;
import java.util.Set;

/** The people who were deactivated and may no longer do anything. The identity capability implements it. */
public interface DeactivatedPeople {

    /** Those of the people who were deactivated. Asked at once for all who have something open that outlives a request. */
    Set<String> among(Collection<String> personIds);
}
