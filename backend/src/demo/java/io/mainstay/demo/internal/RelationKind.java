// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** The types of relation that the demo company has, read as "source TYPE target". */
public enum RelationKind {
    DEPENDS_ON,
    RUNS_ON,
    POWERED_BY,
    LOCATED_IN,
    USES,
    PART_OF,
    CONNECTED_TO,
    CONNECTED_BY
}
