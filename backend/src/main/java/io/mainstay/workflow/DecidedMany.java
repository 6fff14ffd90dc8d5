// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.UserError;
import java.util.List;

/**
 * What has come of several requests that were decided at once.
 *
 * @param decided those that were, as they are now
 * @param refusals why others were not; their fields begin with the place of the request
 */
public record DecidedMany(List<ApprovalRequest> decided, List<UserError> refusals) {

    public DecidedMany {
        decided = List.copyOf(decided);
        refusals = List.copyOf(refusals);
    }
}
