// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void shouldBeIntactAsMade() {
        assertThat(Seal.of(1, leaves(5), AT, "").isIntact()).isTrue();
    }

    @Test
    void shouldNoticeALeafThatIsMissingOrMoved() {
        Seal seal = Seal.of(1, leaves(5), AT, "");

        assertThat(with(seal, leaves(4)).isIntact()).isFalse();
        assertThat(with(seal, leaves(5).reversed()).isIntact()).isFalse();
    }

    @Test
    void shouldHaveARootOfItsOwnForEveryNumberOfLeaves() {
        Set<String> roots = new HashSet<>();
        for (int count = 1; count <= 33; count++) {
            roots.add(MerkleTree.root(
                    IntStream.range(0, count).mapToObj(Integer::toString).toList()));
        }
        assertThat(roots).hasSize(33);
    }

    @Test
    void shouldReadALeafAsItWasWritten() {
        Seal.Leaf leaf = leaves(1).getFirst();

        assertThat(Seal.Leaf.parse(leaf.text())).isEqualTo(leaf);
    }

    private static List<Seal.Leaf> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new Seal.Leaf("entry-" + index, "record", index + 1, "hash-" + index))
                .toList();
    }

    private static Seal with(Seal seal, List<Seal.Leaf> leaves) {
        return new Seal(seal.number(), leaves, seal.root(), seal.sealedAt(), seal.previousHash(), seal.hash());
    }
}
