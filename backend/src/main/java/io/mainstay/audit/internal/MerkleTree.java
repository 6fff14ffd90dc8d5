// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import java.util.ArrayList;
import java.util.List;

/** The root over a list of digests: pairs are digested together until one is left; one without a partner moves up. */
final class MerkleTree {

    private MerkleTree() {}

    static String root(List<String> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("A tree has at least one leaf");
        }
        List<String> level =
                leaves.stream().map(leaf -> Digests.of(List.of("leaf", leaf))).toList();
        while (level.size() > 1) {
            List<String> above = new ArrayList<>((level.size() + 1) / 2);
            for (int left = 0; left < level.size(); left += 2) {
                above.add(
                        left + 1 < level.size()
                                ? Digests.of(List.of("node", level.get(left), level.get(left + 1)))
                                : level.get(left));
            }
            level = above;
        }
        return level.getFirst();
    }
}
