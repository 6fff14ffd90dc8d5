// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.identity.internal.IdentityStore.StoredIdentity;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings people, teams and organisations in line with the identity provider, in steps. Writes only what differs, in units
 * of work of at most {@value #CHUNK} rows that are fenced by the lease of the run; a run that ends half-way has done no
 * harm, and the next one goes on.
 *
 * <p>Nobody becomes inactive before it is known how many would. If they are too many, the run stops: a client that has lost a
 * right is shown an empty list rather than an error.
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
    private final SynchronisationProperties properties;

    Synchroniser(
            IdentityProvider provider,
            IdentityStore store,
            IdentityTrail trail,
            Leases leases,
            UnitOfWork work,
            SystemClock clock,
            SynchronisationProperties properties) {
        this.provider = provider;
        this.store = store;
        this.trail = trail;
        this.leases = leases;
        this.work = work;
        this.clock = clock;
        this.properties = properties;
    }

    /** Begins at the beginning. */
    Run begin(SynchronisationCounts before) {
        return new Run(before.unseen());
    }

    private static boolean differs(@Nullable StoredIdentity stored, String fingerprint, boolean active) {
        return stored == null
                || (!stored.erased() && (stored.active() != active || !fingerprint.equals(stored.fingerprint())));
    }

    /** Repeating it after a commit whose answer was lost finds nothing that differs. */
    @FunctionalInterface
    private interface Writing<T> {
        List<IdentityEdit> write(List<T> rows, Instant now);
    }

    /** What comes next. */
    private enum Phase {
        GROUPS,
        LISTED_PEOPLE,
        UNLISTED_PEOPLE,
        LEAVING_PEOPLE
    }

    /** One run. What it has read of groups it knows by itself, so it cannot go on in another process. */
    final class Run {

        private static final String LABEL = "Person";

        private final Map<String, Set<String>> groupsOfPeople = new HashMap<>();
        private final Set<String> seen = new HashSet<>();

        /** Those whom the provider no longer admits. */
        private final Map<String, PersonRow> disabled = new LinkedHashMap<>();

        /** Those whom the provider no longer has. */
        private final List<String> gone = new ArrayList<>();

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
                    upsertGroups(lease);
                    phase = Phase.LISTED_PEOPLE;
                    yield false;
                }
                case LISTED_PEOPLE -> {
                    if (!upsertListed(lease)) {
                        phase = Phase.UNLISTED_PEOPLE;
                    }
                    yield false;
                }
                case UNLISTED_PEOPLE -> {
                    if (!checkUnlisted(lease)) {
                        phase = Phase.LEAVING_PEOPLE;
                    }
                    yield false;
                }
                case LEAVING_PEOPLE -> {
                    deactivatePeople(lease);
                    yield true;
                }
            };
        }

        private void upsertGroups(Lease lease) {
            tree = new GroupTree(provider.groups());
            Groups organisations = compare(GroupKind.ORGANISATION);
            Groups teams = compare(GroupKind.TEAM);
            if (organisations.tooManyGone() || teams.tooManyGone()) {
                holdUnlessConfirmed(new Deactivations(
                        0, teams.gone().size(), organisations.gone().size()));
            }
            upsert(organisations, lease);
            upsert(teams, lease);
            tree.groupsWithMembers()
                    .forEach(groupId -> provider.members(groupId)
                            .forEach(personId -> groupsOfPeople
                                    .computeIfAbsent(personId, _ -> new HashSet<>())
                                    .add(groupId)));
        }

        private void holdUnlessConfirmed(Deactivations leaving) {
            if (!leaving.isWithin(work.read(store::confirmedDeactivations))) {
                throw new DeactivationsHeldException(leaving);
            }
        }

        /** What of the groups of a kind is to be written. */
        private record Groups(GroupKind kind, List<GroupRow> differing, List<String> gone, boolean tooManyGone) {}

        private Groups compare(GroupKind kind) {
            List<GroupRow> rows = tree.ofKind(kind);
            Map<String, StoredIdentity> stored = work.read(() -> store.storedGroups(kind));
            List<GroupRow> differing = rows.stream()
                    .filter(row -> differs(stored.get(row.id()), Fingerprint.of(row), true))
                    .toList();
            Set<String> present = new HashSet<>();
            rows.forEach(row -> present.add(row.id()));
            List<String> gone = stored.values().stream()
                    .filter(group -> group.active() && !present.contains(group.id()))
                    .map(StoredIdentity::id)
                    .toList();
            int active = (int)
                    stored.values().stream().filter(StoredIdentity::active).count();
            return new Groups(kind, differing, gone, properties.isTooMany(gone.size(), active));
        }

        private void upsert(Groups groups, Lease lease) {
            GroupKind kind = groups.kind();
            List<IdentityEdit> changes = write(
                    lease, kind.label(), groups.differing(), (chunk, now) -> store.upsertGroups(kind, chunk, now));
            List<IdentityEdit> deactivated = write(lease, kind.label(), groups.gone(), store::deactivate);
            counts = counts.groups(kind, changes.size() + deactivated.size());
        }

        /** @return whether there was anybody left */
        private boolean upsertListed(Lease lease) {
            List<ProviderPerson> part = provider.people(offset, CHUNK);
            offset += part.size();
            part.forEach(person -> seen.add(person.id()));
            upsert(lease, part);
            counts = counts.seen(seen.size());
            return !part.isEmpty();
        }

        /**
         * Looks one by one at those who are active here and were not listed. A person may be missing from the list and
         * not from the provider: a service account, or somebody whom a concurrent change moved to a page already read.
         *
         * @return whether there was anybody left
         */
        private boolean checkUnlisted(Lease lease) {
            List<String> part = work.read(() -> store.activePeople(after, CHUNK));
            if (part.isEmpty()) {
                return false;
            }
            after = part.getLast();
            List<ProviderPerson> still = new ArrayList<>();
            for (String id : part) {
                if (!seen.contains(id) && !id.equals(Principal.SYSTEM_ID)) {
                    provider.person(id).ifPresentOrElse(still::add, () -> gone.add(id));
                }
            }
            upsert(lease, still);
            return true;
        }

        private void deactivatePeople(Lease lease) {
            int leaving = disabled.size() + gone.size();
            if (properties.isTooMany(leaving, work.read(store::countActivePeople))) {
                holdUnlessConfirmed(new Deactivations(leaving, 0, 0));
            }
            count(write(lease, LABEL, List.copyOf(disabled.values()), store::upsertPeople));
            count(write(lease, LABEL, gone, store::deactivate));
        }

        private void upsert(Lease lease, List<ProviderPerson> part) {
            List<PersonRow> rows = part.stream()
                    .map(person -> tree.place(person, groupsOfPeople.getOrDefault(person.id(), Set.of())))
                    .toList();
            List<String> ids = rows.stream().map(PersonRow::id).toList();
            Map<String, StoredIdentity> stored = work.read(() -> store.storedPeople(ids));
            Map<Boolean, List<PersonRow>> differing = rows.stream()
                    .filter(row -> differs(stored.get(row.id()), Fingerprint.of(row), row.active()))
                    .collect(Collectors.partitioningBy(row -> leaves(row, stored.get(row.id()))));
            differing.getOrDefault(true, List.of()).forEach(row -> disabled.put(row.id(), row));
            count(write(lease, LABEL, differing.getOrDefault(false, List.of()), store::upsertPeople));
        }

        private static boolean leaves(PersonRow row, @Nullable StoredIdentity stored) {
            return !row.active() && stored != null && stored.active();
        }

        private void count(List<IdentityEdit> changes) {
            int deactivated =
                    (int) changes.stream().filter(IdentityEdit::deactivated).count();
            counts = counts.people(changes.size(), deactivated);
        }

        private <T> List<IdentityEdit> write(Lease lease, String label, List<T> rows, Writing<T> writing) {
            List<IdentityEdit> all = new ArrayList<>();
            for (int start = 0; start < rows.size(); start += CHUNK) {
                List<T> chunk = rows.subList(start, Math.min(rows.size(), start + CHUNK));
                Instant now = clock.now();
                all.addAll(work.writeRepeatably(() -> {
                    leases.requireHeld(lease);
                    List<IdentityEdit> changes = writing.write(chunk, now);
                    trail.append(label, ACTION, Principal.SYSTEM_ID, changes, now);
                    return changes;
                }));
            }
            return all;
        }
    }
}
