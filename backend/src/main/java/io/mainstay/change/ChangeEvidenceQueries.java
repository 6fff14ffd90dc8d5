// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.evidence.EvidenceVersion;
import io.mainstay.change.internal.store.EvidenceStore;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.Consequences;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.security.RecordVisibility;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.Tickets;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowQueries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says what somebody sees of changes who decides on them, what differs from what they saw, and what was seen when something was decided.
 * Needs {@code change.participate}; shows what the principal sees, and counts the rest. A version is of its reader: what two readers see
 * differs, and so do their versions.
 */
@Component
public final class ChangeEvidenceQueries {

    /** How much of what was pinned of one change is told, the newest first. */
    public static final int MAX_PINNED = 20;

    private final Tickets<Change, ChangeState> changes;
    private final Tickets<Incident, IncidentState> incidents;
    private final ChangeFacts facts;
    private final ChangeRiskQueries risks;
    private final ChangeConflictQueries conflicts;
    private final ConfigurationItemQueries items;
    private final ChangeWindowQueries windows;
    private final EvidenceStore store;
    private final RecordVisibility visibility;
    private final UnitOfWork work;
    private final BusinessClock clock;

    ChangeEvidenceQueries(
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            ChangeFacts facts,
            ChangeRiskQueries risks,
            ChangeConflictQueries conflicts,
            ConfigurationItemQueries items,
            ChangeWindowQueries windows,
            EvidenceStore store,
            RecordVisibility visibility,
            UnitOfWork work,
            BusinessClock clock) {
        this.changes = changes;
        this.incidents = incidents;
        this.facts = facts;
        this.risks = risks;
        this.conflicts = conflicts;
        this.items = items;
        this.windows = windows;
        this.store = store;
        this.visibility = visibility;
        this.work = work;
        this.clock = clock;
    }

    /**
     * What the principal sees of changes, by their ids. The number of database calls does not depend on how many there are.
     *
     * @param all changes that the principal sees
     */
    public Map<String, ChangeEvidence> of(Principal principal, Collection<Change> all) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        Instant now = clock.now();
        return work.read(() -> {
            Map<String, ChangeFacts.Of> gathered = facts.of(principal, all);
            Map<String, ChangeRisk> risk = risks.of(gathered.values());
            Map<String, ChangeConflicts> found = conflicts.shown(
                    principal,
                    gathered.values().stream()
                            .collect(Collectors.toMap(one -> one.change().id(), ChangeFacts.Of::found)));
            Map<String, ConfigurationItem> seen = byIds(principal, ciIds(gathered.values()), items::byIds);
            Map<String, List<FreezeException>> excepted = conflicts.standing(gathered.keySet());
            Map<String, ChangeEvidence> evidence = new HashMap<>();
            gathered.forEach((id, one) -> {
                ChangeRisk ofChange = Objects.requireNonNull(risk.get(id));
                ChangeConflicts speaking = Objects.requireNonNull(found.get(id));
                evidence.put(
                        id,
                        new ChangeEvidence(
                                one.change(),
                                now,
                                ofChange,
                                speaking,
                                one.consequences(),
                                ofChange.complete() && speaking.complete(),
                                EvidenceEntries.of(
                                        one, ofChange, speaking, excepted.getOrDefault(id, List.of()), seen)));
            });
            return evidence;
        });
    }

    private static Set<String> ciIds(Collection<ChangeFacts.Of> gathered) {
        Set<String> ids = new HashSet<>();
        for (ChangeFacts.Of one : gathered) {
            ids.addAll(one.ciIds());
            ids.addAll(one.change().excludedCiIds());
            one.consequences().services().stream()
                    .limit(EvidenceEntries.MAX_EACH)
                    .map(Consequences.Hit::ciId)
                    .forEach(ids::add);
        }
        return ids;
    }

    /**
     * What the principal sees of changes in numbers, and what of it differs from what they said last to have seen, by the ids of the
     * changes. The number of database calls does not depend on how many there are.
     *
     * @param all changes that the principal sees
     */
    public Map<String, ChangeDecisionSummary> summaries(Principal principal, Collection<Change> all) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        return work.read(() -> {
            Map<String, ChangeEvidence> now = of(principal, all);
            Map<String, EvidenceStore.Look> looks = store.looks(principal.personId(), now.keySet());
            Map<String, ChangeDecisionSummary> summaries = new HashMap<>();
            now.forEach((id, evidence) -> summaries.put(id, ChangeDecisionSummary.of(evidence, looks.get(id))));
            return summaries;
        });
    }

    /**
     * What differs from what was seen of a change; empty if there is no such change that the principal sees.
     *
     * @throws BadArgumentException if {@code since} is no version of that change
     */
    public Optional<ChangeEvidenceDifference> difference(Principal principal, String id, String since) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        EvidenceVersion then = EvidenceVersion.read(since)
                .filter(version -> version.changeId().equals(id))
                .orElseThrow(() -> new BadArgumentException("since", "a version that evidence of the change has"));
        return Optional.ofNullable(changes.byIds(principal, List.of(id)).get(id))
                .map(change -> difference(
                        principal,
                        then,
                        Objects.requireNonNull(of(principal, List.of(change)).get(id))));
    }

    /** The same against what was gathered already. */
    ChangeEvidenceDifference difference(Principal principal, EvidenceVersion then, ChangeEvidence now) {
        List<EvidenceVersion.Difference> all =
                then.hash().equals(now.seen().hash()) ? List.of() : then.to(now.entries());
        Gone gone = gone(principal, all);
        List<ChangeEvidenceDifference.Difference> shown = new ArrayList<>();
        for (EvidenceVersion.Difference one : all) {
            String text = one.now() != null ? one.now().text() : gone.text(one);
            if (text != null) {
                shown.add(new ChangeEvidenceDifference.Difference(
                        one.part(), one.kind(), one.key(), text, one.before(), one.after()));
            }
        }
        return new ChangeEvidenceDifference(
                then.takenAt(),
                !then.hash().equals(now.seen().hash()),
                now.version(),
                shown,
                all.size() - shown.size());
    }

    /** What names those things that went and that the reader sees. */
    private record Gone(
            Map<String, ConfigurationItem> items,
            Map<String, Change> changes,
            Map<String, Incident> incidents,
            Map<String, ChangeWindow> windows) {

        /** Null for what the reader does not see. */
        @Nullable
        String text(EvidenceVersion.Difference one) {
            String key = one.key();
            if (key == null) {
                return "More of this part differs than a version has room for.";
            }
            return switch (one.part()) {
                case FIELD, RISK -> key;
                case ITEM, IMPACT, EXCLUSION -> isRecord(key) ? name(items.get(key), ConfigurationItem::name) : key;
                case CONFLICT -> conflict(key);
            };
        }

        private @Nullable String conflict(String key) {
            String[] parts = key.split("/", 2);
            if (parts.length < 2) {
                return key;
            }
            String name = firstOf(
                    name(changes.get(parts[1]), Change::number),
                    name(windows.get(parts[1]), ChangeWindow::name),
                    name(incidents.get(parts[1]), Incident::number),
                    name(items.get(parts[1]), ConfigurationItem::name));
            return name == null ? null : parts[0] + " with " + name;
        }

        private static @Nullable String firstOf(@Nullable String... names) {
            for (String name : names) {
                if (name != null) {
                    return name;
                }
            }
            return null;
        }

        private static <T> @Nullable String name(@Nullable T record, Function<T, String> name) {
            return record == null ? null : name.apply(record);
        }
    }

    private Gone gone(Principal principal, List<EvidenceVersion.Difference> all) {
        Set<String> ids = all.stream()
                .filter(one -> one.now() == null && one.key() != null)
                .map(one -> one.key().substring(one.key().indexOf('/') + 1))
                .filter(ChangeEvidenceQueries::isRecord)
                .collect(Collectors.toSet());
        return new Gone(
                byIds(principal, ids, items::byIds),
                byIds(principal, ids, changes::byIds),
                principal.may(Permission.INCIDENT_READ) ? byIds(principal, ids, incidents::byIds) : Map.of(),
                principal.may(Permission.WINDOW_READ) ? byIds(principal, ids, windows::byIds) : Map.of());
    }

    private static boolean isRecord(String id) {
        return Ids.isMeantAsId(id);
    }

    private static <T> Map<String, T> byIds(
            Principal principal, Set<String> ids, BiFunction<Principal, Collection<String>, Map<String, T>> read) {
        return ids.isEmpty() ? Map.of() : read.apply(principal, List.copyOf(ids));
    }

    /**
     * What was pinned of changes, by their ids, the newest first, as far as the principal sees the records that it tells of. The number
     * of database calls does not depend on how many there are.
     *
     * @param changeIds changes that the principal sees
     */
    public Map<String, List<PinnedChangeEvidence>> pinned(Principal principal, Collection<String> changeIds) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        return work.read(() -> shown(principal, store.pinned(changeIds, MAX_PINNED)).stream()
                .collect(Collectors.groupingBy(PinnedChangeEvidence::changeId)));
    }

    /**
     * What was pinned at a version, as it was seen then; empty if nothing was, or of a change that the principal does not see.
     *
     * @throws BadArgumentException if it is no version
     */
    public Optional<PinnedChangeEvidence> at(Principal principal, String version) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        EvidenceVersion wanted = EvidenceVersion.read(version)
                .orElseThrow(() -> new BadArgumentException("version", "a version that evidence of a change has"));
        return work.read(() ->
                changes.byIds(principal, List.of(wanted.changeId())).isEmpty()
                        ? Optional.empty()
                        : shown(principal, store.at(wanted.changeId(), wanted.hash())).stream()
                                .findFirst());
    }

    private List<PinnedChangeEvidence> shown(Principal principal, List<PinnedChangeEvidence> kept) {
        Set<String> named = kept.stream()
                .flatMap(one -> one.entries().stream())
                .flatMap(entry -> entry.recordIds().stream())
                .collect(Collectors.toSet());
        Set<String> seen = named.isEmpty() ? Set.of() : visibility.seenAmong(principal, named);
        return kept.stream()
                .map(one -> {
                    List<EvidenceEntry> entries = one.entries().stream()
                            .filter(entry -> seen.containsAll(entry.recordIds()))
                            .toList();
                    return new PinnedChangeEvidence(
                            one.id(),
                            one.changeId(),
                            one.version(),
                            one.hash(),
                            one.takenAt(),
                            one.pinnedAt(),
                            one.pinnedById(),
                            entries,
                            one.entries().size() - entries.size());
                })
                .toList();
    }
}
