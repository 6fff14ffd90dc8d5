// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import java.time.Instant;
import java.util.List;

/**
 * A link of the global chain: the entries that were found without a seal at one moment.
 *
 * @param number from 1 without gaps
 * @param leaves the entries in the order of their ids
 * @param root the Merkle root over the leaves
 * @param hash over number, root, instant and the hash of the seal before
 */
public record Seal(long number, List<Leaf> leaves, String root, Instant sealedAt, String previousHash, String hash) {

    private static final String SEPARATOR = " ";

    public Seal {
        leaves = List.copyOf(leaves);
    }

    /** An entry in a seal; says where it belongs even when it is no longer there. */
    public record Leaf(String entryId, String chainId, int sequence, String hash) {

        public String text() {
            return String.join(SEPARATOR, entryId, chainId, Integer.toString(sequence), hash);
        }

        public static Leaf parse(String text) {
            String[] parts = text.split(SEPARATOR, -1);
            return new Leaf(parts[0], parts[1], Integer.parseInt(parts[2]), parts[3]);
        }
    }

    public static Seal of(long number, List<Leaf> leaves, Instant sealedAt, String previousHash) {
        String root = MerkleTree.root(leaves.stream().map(Leaf::text).toList());
        return new Seal(
                number, leaves, root, sealedAt, previousHash, expectedHash(number, root, sealedAt, previousHash));
    }

    public boolean isIntact() {
        return root.equals(MerkleTree.root(leaves.stream().map(Leaf::text).toList()))
                && hash.equals(expectedHash(number, root, sealedAt, previousHash));
    }

    private static String expectedHash(long number, String root, Instant sealedAt, String previousHash) {
        return Digests.of(List.of(previousHash, Long.toString(number), root, sealedAt.toString()));
    }
}
