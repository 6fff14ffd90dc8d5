// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal.store;

import io.mainstay.audit.internal.ChainedEntry;
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
import java.util.stream.Collectors;
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
        if (locked) {
            lock(chainIds);
        }
        Map<String, Head> heads = new HashMap<>();
        cypher.statement("audit/heads")
                .with("chainIds", chainIds)
                .list(row -> heads.put(
                                row.string("chainId"),
                                new Head(
                                        row.integer("lastSequence"), row.bool("exists"), row.integerOrNull("revision")))
                        == null);
        return heads;
    }

    @Override
    public void lock(Collection<String> chainIds) {
        cypher.statement("audit/lock-records")
                .with("chainIds", chainIds.stream().sorted().toList())
                .with("lock", Ids.next())
                .run();
    }

    @Override
    public Map<String, List<ChainedEntry>> chains(Collection<String> chainIds) {
        return cypher
                .statement("audit/chains")
                .with("chainIds", chainIds)
                .list(row -> rows.entry(row.row("entry")))
                .stream()
                .collect(Collectors.groupingBy(ChainedEntry::chainId));
    }

    @Override
    public List<Trailed> trailed(Collection<String> aggregateTypes, String afterId, int limit) {
        return cypher.statement("audit/records-with-trail")
                .with("labels", aggregateTypes)
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> new Trailed(row.string("id"), row.bool("hasTrail")));
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
