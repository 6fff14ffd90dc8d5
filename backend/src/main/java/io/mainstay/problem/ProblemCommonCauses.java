// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import java.util.List;

/**
 * What some incidents may have in common.
 *
 * @param causes those that explain most incidents first, then the nearest, then by name
 * @param complete whether everything was tried that the reader sees
 */
public record ProblemCommonCauses(List<ProblemCommonCause> causes, boolean complete) {

    public ProblemCommonCauses {
        causes = List.copyOf(causes);
    }
}
