// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job to submit.
 *
 * @param kind which {@link JobHandler} does it, such as {@code search.rebuild}
 * @param activeKey while a job with this key has not ended, submitting another gives that one; null to allow any number
 * @param requestedBy the person who asks for it
 */
public record NewJob(String kind, @Nullable String activeKey, Map<String, String> parameters, String requestedBy) {

    public NewJob {
        parameters = Map.copyOf(parameters);
    }
}
