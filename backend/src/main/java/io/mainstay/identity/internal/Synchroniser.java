package io.mainstay.identity.internal;

import io.mainstay.identity.SynchronisationReport;
import io.mainstay.identity.internal.IdentityStore.Kept;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
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
 * Brings people, teams and organisations in line with the identity provider. Writes only what differs, in units of work of
 * at most {@value #CHUNK} rows; a run that ends half-way has done no harm, and the next one goes on.
 */
@Component
final class Synchroniser {

    private static final int CHUNK = 500;
    private static final String ACTION = "identity.synchronise";

    private final IdentityProvider provider;
    private final IdentityStore store;
    private final IdentityTrail trail;
    private final UnitOfWork work;
    private final SystemClock clock;

    Synchroniser(
            IdentityProvider provider, IdentityStore store, IdentityTrail trail, UnitOfWork work, SystemClock clock) {
        this.provider = provider;
        this.store = store;
        this.trail = trail;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Runs once.
     *
     * @throws io.mainstay.identity.IdentityProviderUnavailableException if the provider does not answer; what was done
     *     until then stays
     */
    SynchronisationReport synchronise() {
        GroupTree tree = new GroupTree(provider.groups());
        int organisationsChanged = keepGroups(tree, GroupKind.ORGANISATION);
        int teamsChanged = keepGroups(tree, GroupKind.TEAM);
        People people = new People(tree, groupsOfPeople(tree));
        people.keepListed();
        people.keepUnlisted();
        return new SynchronisationReport(
                clock.now(),
                people.seen.size(),
                people.changed,
                people.deactivated,
                teamsChanged,
                organisationsChanged);
    }

    private int keepGroups(GroupTree tree, GroupKind kind) {
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
        List<Changed> changes = write(kind.label(), differing, (chunk, now) -> store.keepGroups(kind, chunk, now));
        List<Changed> deactivated = write(kind.label(), gone, store::deactivate);
        return changes.size() + deactivated.size();
    }

    private Map<String, Set<String>> groupsOfPeople(GroupTree tree) {
        Map<String, Set<String>> groups = new HashMap<>();
        tree.groupsWithMembers()
                .forEach(groupId -> provider.members(groupId)
                        .forEach(personId -> groups.computeIfAbsent(personId, _ -> new HashSet<>())
                                .add(groupId)));
        return groups;
    }

    private static boolean differs(@Nullable Kept kept, String fingerprint, boolean active) {
        return kept == null || (!kept.erased() && (kept.active() != active || !fingerprint.equals(kept.fingerprint())));
    }

    private <T> List<Changed> write(String label, List<T> rows, Writing<T> writing) {
        List<Changed> all = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += CHUNK) {
            List<T> chunk = rows.subList(start, Math.min(rows.size(), start + CHUNK));
            Instant now = clock.now();
            all.addAll(work.writeRepeatably(() -> {
                List<Changed> changes = writing.write(chunk, now);
                trail.append(label, ACTION, Principal.SYSTEM_ID, changes, now);
                return changes;
            }));
        }
        return all;
    }

    /** Repeating it after a commit whose answer was lost finds nothing that differs. */
    @FunctionalInterface
    private interface Writing<T> {
        List<Changed> write(List<T> rows, Instant now);
    }

    /** The part of one run that concerns people. */
    private final class People {

        private static final String LABEL = "Person";

        private final GroupTree tree;
        private final Map<String, Set<String>> groupsOfPeople;
        private final Set<String> seen = new HashSet<>();
        private int changed;
        private int deactivated;

        People(GroupTree tree, Map<String, Set<String>> groupsOfPeople) {
            this.tree = tree;
            this.groupsOfPeople = groupsOfPeople;
        }

        void keepListed() {
            int offset = 0;
            for (List<ProviderPerson> part = provider.people(offset, CHUNK);
                    !part.isEmpty();
                    part = provider.people(offset, CHUNK)) {
                part.forEach(person -> seen.add(person.id()));
                keep(part);
                offset += part.size();
            }
        }

        /**
         * Looks one by one at those who are active here and were not listed. A person may be missing from the list and
         * not from the provider: a service account, or somebody whom a concurrent change moved to a page already read.
         */
        void keepUnlisted() {
            String after = "";
            for (List<String> part = active(after); !part.isEmpty(); part = active(after)) {
                after = part.getLast();
                List<String> gone = new ArrayList<>();
                List<ProviderPerson> still = new ArrayList<>();
                for (String id : part) {
                    if (!seen.contains(id) && !id.equals(Principal.SYSTEM_ID)) {
                        provider.person(id).ifPresentOrElse(still::add, () -> gone.add(id));
                    }
                }
                keep(still);
                count(write(LABEL, gone, store::deactivate));
            }
        }

        private List<String> active(String after) {
            return work.read(() -> store.activePeople(after, CHUNK));
        }

        private void keep(List<ProviderPerson> part) {
            List<PersonRow> rows = part.stream()
                    .map(person -> tree.place(person, groupsOfPeople.getOrDefault(person.id(), Set.of())))
                    .toList();
            List<String> ids = rows.stream().map(PersonRow::id).toList();
            Map<String, Kept> kept = work.read(() -> store.keptPeople(ids));
            List<PersonRow> differing = rows.stream()
                    .filter(row -> differs(kept.get(row.id()), Fingerprint.of(row), row.active()))
                    .toList();
            count(write(LABEL, differing, store::keepPeople));
        }

        private void count(List<Changed> changes) {
            changed += changes.size();
            deactivated += (int) changes.stream().filter(Changed::deactivated).count();
        }
    }
}
