// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.regex.Pattern;

/** An image has a tag that stays what it is, or a digest. */
final class ImagesArePinned implements Rule {

    private static final Pattern DIGEST = Pattern.compile(".+@sha256:[0-9a-f]{64}");
    private static final Pattern TAG = Pattern.compile(".+:(?!latest$)[\\w][\\w.-]*");

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            for (Container container : workload.containers()) {
                String image = container.getImage();
                findings.require(
                        DIGEST.matcher(image).matches() || TAG.matcher(image).matches(),
                        workload,
                        container,
                        "its image may change: " + image);
            }
        }
        return findings.all();
    }
}
