// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.identity.internal.IdentityStore.Kept;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings people, teams and organisations in line with the identity provider, in steps. Writes only what differs, in units
 * of work of at most {@value #CHUNK} rows that are fenced by the lease of the run; a run that ends half-way has done no
 * harm, and the next one goes on.
 */
@Component
final class Synchroniser {

    private static final int CHUNK = 500;
    private static final String ACTION = "identity.synchronise";

    private final IdentityProvider provider;
    private final IdentityStore store;
    private final IdentityTrail trail;
    private final Leases leases;
    private final UnitOfWork work;
    private final SystemClock clock;

    Synchroniser(
            IdentityProvider provider,
            IdentityStore store,
            IdentityTrail trail,
            Leases leases,
            UnitOfWork work,
            SystemClock clock) {
        this.provider = provider;
        this.store = store;
        this.trail = trail;
        this.leases = leases;
        this.work = work;
        this.clock = clock;
    }

    /** Begins at the beginning. */
    Run begin(SynchronisationCounts before) {
        return new Run(before.unseen());
    }

    private static boolean differs(@Nullable Kept kept, String fingerprint, boolean active) {
        return kept == null || (!kept.erased() && (kept.active() != active || !fingerprint.equals(kept.fingerprint())));
    }

    /** Repeating it after a commit whose answer was lost finds nothing that differs. */
    @FunctionalInterface
    private interface Writing<T> {
        List<Changed> write(List<T> rows, Instant now);
    }

    /** What comes next. */
    private enum Phase {
        GROUPS,
        LISTED_PEOPLE,
        UNLISTED_PEOPLE
    }

    /** One run. What it has read of groups it knows by itself, so it cannot go on in another process. */
    final class Run {

        private static final String LABEL = "Person";

        private final Map<String, Set<String>> groupsOfPeople = new HashMap<>();
        private final Set<String> seen = new HashSet<>();
        private GroupTree tree = new GroupTree(List.of());
        private Phase phase = Phase.GROUPS;
        /** Where in the provider's list the next page begins; somebody may stand on two pages. */
        private int offset;

        private String after = "";
        private SynchronisationCounts counts;

        private Run(SynchronisationCounts counts) {
            this.counts = counts;
        }

        SynchronisationCounts counts() {
            return counts;
        }

        /**
         * Does the next part.
         *
         * @param lease what everything that is written is fenced with
         * @return whether everything is done
         * @throws io.mainstay.identity.IdentityProviderUnavailableException if the provider does not answer; what was done
         *     until then stays
         * @throws io.mainstay.platform.lease.LeaseLostException if somebody else synchronises by now
         */
        boolean step(Lease lease) {
            return switch (phase) {
                case GROUPS -> {
                    keepGroups(lease);
                    phase = Phase.LISTED_PEOPLE;
                    yield false;
                }
                case LISTED_PEOPLE -> {
                    if (!keepListed(lease)) {
                        phase = Phase.UNLISTED_PEOPLE;
                    }
                    yield false;
                }
                case UNLISTED_PEOPLE -> !keepUnlisted(lease);
            };
        }

        private void keepGroups(Lease lease) {
            tree = new GroupTree(provider.groups());
            keepGroups(GroupKind.ORGANISATION, lease);
            keepGroups(GroupKind.TEAM, lease);
            tree.groupsWithMembers()
                    .forEach(groupId -> provider.members(groupId)
                            .forEach(personId -> groupsOfPeople
                                    .computeIfAbsent(personId, _ -> new HashSet<>())
                                    .add(groupId)));
        }

        private void keepGroups(GroupKind kind, Lease lease) {
            List<GroupRow> rows = tree.ofKind(kind);
            Map<String, Kept> kept = work.read(() -> store.keptGroups(kind));
            List<GroupRow> differing = rows.stream()
                    .filter(row -> differs(kept.get(row.id()), Fingerprint.of(row), true))
                    .toList();
            Set<String> present = new HashSet<>();
            rows.forEach(row -> present.add(row.id()));
            List<String> gone = kept.values().stream()
                    .filter(group -> group.active() && !present.contains(group.id()))
                    .map(Kept::id)
                    .toList();
            List<Changed> changes =
                    write(lease, kind.label(), differing, (chunk, now) -> store.keepGroups(kind, chunk, now));
            List<Changed> deactivated = write(lease, kind.label(), gone, store::deactivate);
            counts = counts.groups(kind, changes.size() + deactivated.size());
        }

        /** @return whether there was anybody left */
        private boolean keepListed(Lease lease) {
            List<ProviderPerson> part = provider.people(offset, CHUNK);
            offset += part.size();
            part.forEach(person -> seen.add(person.id()));
            keep(lease, part);
            counts = counts.seen(seen.size());
            return !part.isEmpty();
        }

        /**
         * Looks one by one at those who are active here and were not listed. A person may be missing from the list and
         * not from the provider: a service account, or somebody whom a concurrent change moved to a page already read.
         *
         * @return whether there was anybody left
         */
        private boolean keepUnlisted(Lease lease) {
            List<String> part = work.read(() -> store.activePeople(after, CHUNK));
            if (part.isEmpty()) {
                return false;
            }
            after = part.getLast();
            List<String> gone = new ArrayList<>();
            List<ProviderPerson> still = new ArrayList<>();
            for (String id : part) {
                if (!seen.contains(id) && !id.equals(Principal.SYSTEM_ID)) {
                    provider.person(id).ifPresentOrElse(still::add, () -> gone.add(id));
                }
            }
            keep(lease, still);
            count(write(lease, LABEL, gone, store::deactivate));
            return true;
        }

        private void keep(Lease lease, List<ProviderPerson> part) {
            List<PersonRow> rows = part.stream()
                    .map(person -> tree.place(person, groupsOfPeople.getOrDefault(person.id(), Set.of())))
                    .toList();
            List<String> ids = rows.stream().map(PersonRow::id).toList();
            Map<String, Kept> kept = work.read(() -> store.keptPeople(ids));
            List<PersonRow> differing = rows.stream()
                    .filter(row -> differs(kept.get(row.id()), Fingerprint.of(row), row.active()))
                    .toList();
            count(write(lease, LABEL, differing, store::keepPeople));
        }

        private void count(List<Changed> changes) {
            int deactivated =
                    (int) changes.stream().filter(Changed::deactivated).count();
            counts = counts.people(changes.size(), deactivated);
        }

        private <T> List<Changed> write(Lease lease, String label, List<T> rows, Writing<T> writing) {
            List<Changed> all = new ArrayList<>();
            for (int start = 0; start < rows.size(); start += CHUNK) {
                List<T> chunk = rows.subList(start, Math.min(rows.size(), start + CHUNK));
                Instant now = clock.now();
                all.addAll(work.writeRepeatably(() -> {
                    leases.requireHeld(lease);
                    List<Changed> changes = writing.write(chunk, now);
                    trail.append(label, ACTION, Principal.SYSTEM_ID, changes, now);
                    return changes;
                }));
            }
            return all;
        }
    }
}
