// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.security.DeactivatedPeople;
import io.mainstay.platform.security.DirectoryPerson;
import io.mainstay.platform.security.IdentityDirectory;
import io.mainstay.platform.security.TokenIdentity;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The directory of people in the graph: says of each request's person where the person belongs. Read anew each time, so
 * that a deactivated person is refused at once.
 *
 * <p>Staff see the records of their organisations and of all below. Those who only use services see what is offered by
 * their organisations and by all above: what a holding offers is for its subsidiaries too, and what a sibling or a
 * subsidiary offers is not for them.
 */
@Component
final class GraphDirectory implements IdentityDirectory, DeactivatedPeople {

    private final IdentityStore store;
    private final IdentityTrail trail;
    private final UnitOfWork work;
    private final SystemClock clock;

    GraphDirectory(IdentityStore store, IdentityTrail trail, UnitOfWork work, SystemClock clock) {
        this.store = store;
        this.trail = trail;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public DirectoryPerson person(TokenIdentity identity) {
        PersonPlace place = work.read(() -> store.place(identity.subject())).orElseGet(() -> enter(identity));
        return new DirectoryPerson(
                place.active(),
                place.displayName(),
                Objects.requireNonNullElse(place.organisationId(), ""),
                identity.selfServiceOnly() ? place.organisationsAbove() : place.organisationsBelow(),
                place.teamIds(),
                place.clearance());
    }

    @Override
    public Set<String> among(Collection<String> personIds) {
        return work.read(() -> store.storedPeople(personIds)).values().stream()
                .filter(person -> !person.active())
                .map(IdentityStore.StoredIdentity::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    // Several requests of somebody new may get here at once: one of them enters the person.
    private PersonPlace enter(TokenIdentity identity) {
        String id = identity.subject();
        Instant now = clock.now();
        return work.writeRepeatably(() -> {
            if (store.createOnFirstSight(
                    id,
                    identity.username(),
                    identity.displayName(),
                    identity.email(),
                    identity.groups(),
                    identity.clearance(),
                    now)) {
                List<FieldChange> fields = List.of(FieldChange.of(IdentityEdit.ACTIVE, null, true));
                trail.append("Person", "person.first-seen", id, List.of(new IdentityEdit(id, 1, fields)), now);
            }
            return store.place(id).orElseThrow();
        });
    }
}
