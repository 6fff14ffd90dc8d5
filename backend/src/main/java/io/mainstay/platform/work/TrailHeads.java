// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.work;

import io.mainstay.platform.cypher.PerUnitOfWork;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The hashes of audit entries that the unit of work that is open knows without asking: of the newest entry of what it has
 * locked, and of those that it adds itself.
 */
@Component
public final class TrailHeads {

    private record Entry(String chainId, int sequence) {}

    private final PerUnitOfWork<Map<Entry, String>> known = new PerUnitOfWork<>(HashMap::new);

    TrailHeads() {}

    /** @throws IllegalStateException if no unit of work is open */
    public void know(String chainId, int sequence, String hash) {
        known.get().put(new Entry(chainId, sequence), hash);
    }

    public Optional<String> hash(String chainId, int sequence) {
        return Optional.ofNullable(known.get().get(new Entry(chainId, sequence)));
    }
}
