// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.FieldChange;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationConfigured;
import io.mainstay.identity.OrganisationService;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.internal.IdentityStore.OwnSettings;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

@Service
final class DefaultOrganisationService implements OrganisationService {

    private static final String TYPE = "Organisation";
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

    private final IdentityStore store;
    private final IdentityViews views;
    private final AuditTrail trail;
    private final Outbox outbox;
    private final UnitOfWork work;
    private final BusinessClock clock;

    DefaultOrganisationService(
            IdentityStore store,
            IdentityViews views,
            AuditTrail trail,
            Outbox outbox,
            UnitOfWork work,
            BusinessClock clock) {
        this.store = store;
        this.views = views;
        this.trail = trail;
        this.outbox = outbox;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public OrganisationView setServiceDesk(
            Principal principal, String organisationId, @Nullable String teamId, int expectedVersion) {
        return configure(principal, "organisation.set-service-desk", organisationId, expectedVersion, before -> {
            if (teamId != null && !views.isActiveTeam(teamId)) {
                throw RefusedException.notFound("Team", teamId, "teamId");
            }
            return before.withServiceDesk(teamId);
        });
    }

    @Override
    public OrganisationView setCustomerClass(
            Principal principal, String organisationId, @Nullable String customerClass, int expectedVersion) {
        return configure(principal, "organisation.set-customer-class", organisationId, expectedVersion, before -> {
            new Validation()
                    .check(
                            customerClass == null || CODE.matcher(customerClass).matches(),
                            "a code of capital letters, digits and underscores, at most 40",
                            OrganisationConfigured.CUSTOMER_CLASS)
                    .refuseIfFailed();
            return before.withCustomerClass(customerClass);
        });
    }

    private OrganisationView configure(
            Principal principal,
            String action,
            String organisationId,
            int expectedVersion,
            UnaryOperator<OwnSettings> change) {
        principal.require(Permission.ORGANISATION_CONFIGURE);
        String entryId = Ids.next();
        Instant now = clock.now();
        return work.write(entryId, () -> {
            OwnSettings before = store.lockOrganisation(organisationId)
                    .orElseThrow(() -> RefusedException.notFound(TYPE, organisationId, "id"));
            if (before.version() != expectedVersion) {
                throw RefusedException.staleVersion(expectedVersion, before.version());
            }
            OwnSettings after = change.apply(before);
            if (!after.equals(before)) {
                save(entryId, principal, action, organisationId, before, after.next(), now);
            }
            return views.organisation(organisationId).orElseThrow();
        });
    }

    private void save(
            String entryId,
            Principal principal,
            String action,
            String organisationId,
            OwnSettings before,
            OwnSettings after,
            Instant now) {
        store.configure(organisationId, after);
        List<FieldChange> fields = Stream.of(
                        FieldChange.of(
                                OrganisationConfigured.SERVICE_DESK,
                                before.serviceDeskTeamId(),
                                after.serviceDeskTeamId()),
                        FieldChange.of(
                                OrganisationConfigured.CUSTOMER_CLASS, before.customerClass(), after.customerClass()))
                .filter(FieldChange::changed)
                .toList();
        trail.append(List.of(new AuditDraft(
                entryId, organisationId, after.revision(), TYPE, action, principal.personId(), now, now, fields)));
        outbox.append(new NewEvent(
                TYPE,
                organisationId,
                after.revision(),
                now,
                new OrganisationConfigured(
                        organisationId,
                        after.version(),
                        fields.stream().map(FieldChange::field).toList())));
    }
}
