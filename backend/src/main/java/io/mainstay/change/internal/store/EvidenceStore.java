// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.EvidenceEntry;
import io.mainstay.change.PinnedChangeEvidence;
import io.mainstay.change.internal.evidence.EvidenceVersion;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What was seen of changes when something was decided. Knows nothing of visibility. */
@Component
public final class EvidenceStore {

    private static final String BLANK = " ";

    private final Cypher cypher;

    EvidenceStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /** Keeps what was seen; called inside a unit of work. */
    public void keep(PinnedChangeEvidence seen) {
        List<EvidenceEntry> entries = seen.entries();
        cypher.statement("change/pin-evidence")
                .with("id", seen.id())
                .with("changeId", seen.changeId())
                .with("hash", seen.hash())
                .with("takenAt", seen.takenAt())
                .with("pinnedAt", seen.pinnedAt())
                .with("pinnedById", seen.pinnedById())
                .with(
                        "parts",
                        entries.stream().map(entry -> entry.part().name()).toList())
                .with("keys", entries.stream().map(EvidenceEntry::key).toList())
                .with("values", entries.stream().map(EvidenceEntry::value).toList())
                .with("texts", entries.stream().map(EvidenceEntry::text).toList())
                .with(
                        "recordIds",
                        entries.stream()
                                .map(entry -> String.join(BLANK, entry.recordIds()))
                                .toList())
                .run();
    }

    /** What was kept of changes, the newest first; so much of each. */
    public List<PinnedChangeEvidence> pinned(Collection<String> changeIds, int limit) {
        return cypher.statement("change/pinned-evidence")
                .with("changeIds", Set.copyOf(changeIds))
                .with("limit", limit)
                .list(row -> read(row.row("evidence")));
    }

    /** What was kept of a change that has a hash, the newest first. */
    public List<PinnedChangeEvidence> at(String changeId, String hash) {
        return cypher.statement("change/pinned-evidence-at")
                .with("changeId", changeId)
                .with("hash", hash)
                .list(row -> read(row.row("evidence")));
    }

    /**
     * What somebody has seen of a change, as they said last.
     *
     * @param version of what they saw
     */
    public record Look(String changeId, String version) {}

    /** Keeps what somebody has seen of a change, in the place of what they saw before; called inside a unit of work. */
    public void look(String personId, Look look) {
        cypher.statement("change/look")
                .with("key", lookKey(personId, look.changeId()))
                .with("personId", personId)
                .with("changeId", look.changeId())
                .with("version", look.version())
                .run();
    }

    /** What somebody has seen of changes, by the ids of those of which they have said so. */
    public Map<String, Look> looks(String personId, Collection<String> changeIds) {
        return cypher.statement("change/looks")
                .with(
                        "keys",
                        changeIds.stream().map(id -> lookKey(personId, id)).toList())
                .keyed(row -> new Look(row.string("changeId"), row.string("version")), Look::changeId);
    }

    private static String lookKey(String personId, String changeId) {
        return personId + BLANK + changeId;
    }

    private static PinnedChangeEvidence read(Row node) {
        List<String> parts = node.strings("parts");
        List<String> keys = node.strings("keys");
        List<String> values = node.strings("values");
        List<String> texts = node.strings("texts");
        List<String> recordIds = node.strings("recordIds");
        List<EvidenceEntry> entries = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            entries.add(new EvidenceEntry(
                    EvidenceEntry.Part.valueOf(parts.get(i)),
                    keys.get(i),
                    values.get(i),
                    texts.get(i),
                    Arrays.stream(recordIds.get(i).split(BLANK, -1))
                            .filter(id -> !id.isEmpty())
                            .toList()));
        }
        String changeId = node.string("changeId");
        Instant takenAt = node.instant("takenAt");
        EvidenceVersion version = EvidenceVersion.folded(changeId, takenAt, entries);
        return new PinnedChangeEvidence(
                node.string("id"),
                changeId,
                version.text(),
                version.hash(),
                takenAt,
                node.instant("pinnedAt"),
                node.string("pinnedById"),
                entries,
                0);
    }
}
