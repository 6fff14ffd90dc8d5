// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal.store;

import io.mainstay.audit.internal.Seal;
import io.mainstay.audit.internal.SealStore;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
final class Neo4jSealStore implements SealStore {

    private final Cypher cypher;
    private final EntryRows rows;

    Neo4jSealStore(Cypher cypher, EntryRows rows) {
        this.cypher = cypher;
        this.rows = rows;
    }

    @Override
    public List<Seal.Leaf> unsealed(int limit) {
        return cypher.statement("audit/unsealed")
                .with("limit", limit)
                .list(row -> new Seal.Leaf(
                        row.string("id"), row.string("chainId"), row.integer("sequence"), row.string("hash")));
    }

    @Override
    public Optional<Seal> last() {
        return cypher.statement("audit/last-seal").one(row -> seal(row.row("seal")));
    }

    @Override
    public void create(Seal seal) {
        cypher.statement("audit/create-seal")
                .with("id", Ids.next())
                .with("number", seal.number())
                .with("root", seal.root())
                .with("sealedAt", seal.sealedAt())
                .with("previousHash", seal.previousHash())
                .with("hash", seal.hash())
                .with("leaves", seal.leaves().stream().map(Seal.Leaf::text).toList())
                .with("entryIds", seal.leaves().stream().map(Seal.Leaf::entryId).toList())
                .run();
    }

    @Override
    public List<Seal> from(long number, int limit) {
        return cypher.statement("audit/seals-from")
                .with("number", number)
                .with("limit", limit)
                .list(row -> seal(row.row("seal")));
    }

    @Override
    public Map<String, Checked> entries(Collection<String> ids) {
        Map<String, Checked> entries = new HashMap<>();
        cypher.statement("audit/entries-with-previous").with("ids", ids).list(row -> {
            Checked checked = new Checked(rows.entry(row.row("entry")), row.stringOrNull("previousHash"));
            return entries.put(checked.entry().id(), checked) == null;
        });
        return entries;
    }

    @Override
    public Map<String, Head> heads(Collection<String> chainIds, boolean locked) {
        List<String> ordered = chainIds.stream().sorted().toList();
        if (locked) {
            cypher.statement("audit/lock-records")
                    .with("chainIds", ordered)
                    .with("lock", Ids.next())
                    .run();
        }
        Map<String, Head> heads = new HashMap<>();
        cypher.statement("audit/heads")
                .with("chainIds", ordered)
                .list(row -> heads.put(
                                row.string("chainId"),
                                new Head(
                                        row.integer("lastSequence"), row.bool("exists"), row.integerOrNull("revision")))
                        == null);
        return heads;
    }

    @Override
    public List<String> unsealedIds(String afterId, int limit) {
        return cypher.statement("audit/unsealed-ids")
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> row.string("id"));
    }

    @Override
    public Optional<Long> sealedBeyond(long number) {
        return cypher.statement("audit/sealed-beyond")
                .with("number", number)
                .one(row -> Optional.ofNullable(row.longOrNull("number")))
                .orElse(Optional.empty());
    }

    @Override
    public Unsealed unsealedWindow() {
        return cypher.statement("audit/unsealed-window")
                .one(row -> new Unsealed(row.longValue("entries"), row.instantOrNull("since")))
                .orElseThrow();
    }

    @Override
    public Set<String> withoutEntries(Collection<String> chainIds) {
        return new HashSet<>(cypher.statement("audit/without-entries")
                .with("chainIds", chainIds)
                .list(row -> row.string("chainId")));
    }

    private static Seal seal(Row node) {
        return new Seal(
                node.longValue("number"),
                node.strings("leaves").stream().map(Seal.Leaf::parse).toList(),
                node.string("root"),
                node.instant("sealedAt"),
                node.string("previousHash"),
                node.string("hash"));
    }
}
