// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.internal.ItemDifferences;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Compares CIs with what they were at a revision, by their histories: nothing of them is kept twice. */
@Service
public final class ItemDifferenceQueries {

    /** How many revisions of one CI are looked at. No source says how many: it is ours. */
    public static final int MAX_REVISIONS = 50;

    /** How many revisions of all of them are. */
    public static final int MAX_ENTRIES = 2_000;

    /** How many are read at once, and how many characters of values after which no more are: both ours. */
    private static final int PAGE = 250;

    private static final int MAX_TEXT = 2_000_000;

    private final ConfigurationItemQueries items;
    private final AuditTrail trail;

    ItemDifferenceQueries(ConfigurationItemQueries items, AuditTrail trail) {
        this.items = items;
        this.trail = trail;
    }

    /** Whether the principal may read the histories of CIs. */
    public static boolean mayCompare(Principal principal) {
        return principal.may(Permission.CI_READ)
                && (principal.may(Permission.CI_OPERATE) || principal.may(Permission.AUDIT_READ));
    }

    /**
     * What has become of those that the principal sees; absent what they do not. Values that name what they do not see are hidden.
     * The number of database calls grows with the revisions that are looked at, {@value #PAGE} by each, and not with the CIs.
     *
     * @return empty for a principal who may not compare
     */
    public Map<PinnedItem, ItemDifference> since(Principal principal, Collection<PinnedItem> pinned) {
        if (pinned.isEmpty() || !mayCompare(principal)) {
            return Map.of();
        }
        Map<String, ConfigurationItem> seen =
                items.byIds(principal, pinned.stream().map(PinnedItem::ciId).collect(Collectors.toSet()));
        Map<PinnedItem, Integer> upTo = new HashMap<>();
        Set<HistoryEntry.Place> places = new LinkedHashSet<>();
        int left = MAX_ENTRIES;
        for (PinnedItem pin : pinned) {
            ConfigurationItem item = seen.get(pin.ciId());
            if (item != null) {
                int since = Math.max(0, item.revision() - pin.revision());
                int looked = Math.min(since, Math.min(MAX_REVISIONS, left));
                left -= looked;
                upTo.put(pin, pin.revision() + looked);
                for (int revision = pin.revision() + 1; revision <= pin.revision() + looked; revision++) {
                    places.add(new HistoryEntry.Place(pin.ciId(), revision));
                }
            }
        }
        Map<HistoryEntry.Place, HistoryEntry> entries = new HashMap<>();
        Set<HistoryEntry.Place> unread = read(List.copyOf(places), page -> trail.entries(principal, page), entries);
        Map<PinnedItem, ItemDifference> differences = new HashMap<>();
        upTo.forEach((pin, looked) -> {
            int last = lastRead(pin, looked, unread);
            ConfigurationItem item = Objects.requireNonNull(seen.get(pin.ciId()));
            differences.put(
                    pin,
                    new ItemDifference(
                            item,
                            ItemDifferences.between(entries(pin, last, entries)),
                            last >= item.revision() || isOver(pin, last, entries)));
        });
        return differences;
    }

    /** Reads entries until there is too much of them; what is left over then. */
    static Set<HistoryEntry.Place> read(
            List<HistoryEntry.Place> places,
            Function<Collection<HistoryEntry.Place>, Map<HistoryEntry.Place, HistoryEntry>> reader,
            Map<HistoryEntry.Place, HistoryEntry> entries) {
        long text = 0;
        int from = 0;
        while (from < places.size() && text < MAX_TEXT) {
            int to = Math.min(from + PAGE, places.size());
            Map<HistoryEntry.Place, HistoryEntry> page = reader.apply(places.subList(from, to));
            text += page.values().stream().mapToLong(ItemDifferences::length).sum();
            entries.putAll(page);
            from = to;
        }
        return new HashSet<>(places.subList(from, places.size()));
    }

    private static int lastRead(PinnedItem pin, int looked, Set<HistoryEntry.Place> unread) {
        for (int revision = pin.revision() + 1; revision <= looked; revision++) {
            if (unread.contains(new HistoryEntry.Place(pin.ciId(), revision))) {
                return revision - 1;
            }
        }
        return looked;
    }

    /** Whether all that is left came later than what is asked for. */
    private static boolean isOver(PinnedItem pin, int last, Map<HistoryEntry.Place, HistoryEntry> entries) {
        HistoryEntry entry = entries.get(new HistoryEntry.Place(pin.ciId(), last));
        Instant until = pin.until();
        return entry != null && until != null && entry.recordedAt().isAfter(until);
    }

    private static List<HistoryEntry> entries(PinnedItem pin, int last, Map<HistoryEntry.Place, HistoryEntry> entries) {
        List<HistoryEntry> since = new ArrayList<>();
        for (int revision = pin.revision() + 1; revision <= last; revision++) {
            HistoryEntry entry = entries.get(new HistoryEntry.Place(pin.ciId(), revision));
            Instant until = pin.until();
            if (entry != null && (until == null || !entry.recordedAt().isAfter(until))) {
                since.add(entry);
            }
        }
        return since;
    }
}
