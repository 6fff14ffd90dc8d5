// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.FieldChange;
import io.mainstay.identity.EditedIdentity;
import io.mainstay.identity.OrganisationsCreated;
import io.mainstay.identity.OrganisationsDeactivated;
import io.mainstay.identity.OrganisationsUpdated;
import io.mainstay.identity.PeopleCreated;
import io.mainstay.identity.PeopleDeactivated;
import io.mainstay.identity.PeopleUpdated;
import io.mainstay.identity.TeamsCreated;
import io.mainstay.identity.TeamsDeactivated;
import io.mainstay.identity.TeamsUpdated;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Writes what was changed into the audit trail, and the events that tell of it, inside the unit of work that changed it. */
@Component
final class IdentityTrail {

    // Of a chunk that is no record of its own.
    private static final int CHUNK_REVISION = 1;

    private final AuditTrail trail;
    private final Outbox outbox;

    IdentityTrail(AuditTrail trail, Outbox outbox) {
        this.trail = trail;
        this.outbox = outbox;
    }

    /** Which events tell of people, teams or organisations. */
    private enum Events {
        PERSON("Person", PeopleCreated::new, PeopleUpdated::new, PeopleDeactivated::new),
        TEAM("Team", TeamsCreated::new, TeamsUpdated::new, TeamsDeactivated::new),
        ORGANISATION(
                "Organisation", OrganisationsCreated::new, OrganisationsUpdated::new, OrganisationsDeactivated::new);

        private final String label;
        private final Function<List<EditedIdentity>, Record> created;
        private final Function<List<EditedIdentity>, Record> updated;
        private final Function<List<EditedIdentity>, Record> deactivated;

        Events(
                String label,
                Function<List<EditedIdentity>, Record> created,
                Function<List<EditedIdentity>, Record> updated,
                Function<List<EditedIdentity>, Record> deactivated) {
            this.label = label;
            this.created = created;
            this.updated = updated;
            this.deactivated = deactivated;
        }

        static Events of(String label) {
            for (Events events : values()) {
                if (events.label.equals(label)) {
                    return events;
                }
            }
            throw new IllegalArgumentException("No events tell of a " + label);
        }
    }

    /** @param label of all that were changed, such as {@code Person} */
    void append(String label, String action, String principalId, List<IdentityEdit> changes, Instant now) {
        trail.append(changes.stream()
                .map(change -> new AuditDraft(
                        Ids.next(),
                        change.id(),
                        change.revision(),
                        label,
                        action,
                        principalId,
                        now,
                        now,
                        change.fields()))
                .toList());
        Events events = Events.of(label);
        List<NewEvent> published = new ArrayList<>();
        publish(published, events.created, label, changes, IdentityEdit::created, now);
        publish(published, events.deactivated, label, changes, IdentityEdit::deactivated, now);
        publish(published, events.updated, label, changes, change -> !change.created() && !change.deactivated(), now);
        outbox.append(published);
    }

    private static void publish(
            List<NewEvent> published,
            Function<List<EditedIdentity>, Record> event,
            String label,
            List<IdentityEdit> changes,
            Predicate<IdentityEdit> which,
            Instant now) {
        List<EditedIdentity> chosen =
                changes.stream().filter(which).map(IdentityTrail::change).toList();
        if (!chosen.isEmpty()) {
            published.add(new NewEvent(label, Ids.next(), CHUNK_REVISION, now, event.apply(chosen)));
        }
    }

    private static EditedIdentity change(IdentityEdit change) {
        return new EditedIdentity(
                change.id(),
                change.revision(),
                change.fields().stream().map(FieldChange::field).toList());
    }
}
