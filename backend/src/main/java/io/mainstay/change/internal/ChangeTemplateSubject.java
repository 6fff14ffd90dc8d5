// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateEvents;
import io.mainstay.change.internal.store.ChangeTemplateStore;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Access;
import io.mainstay.record.Subject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Change templates, as they are edited. */
@Component
public final class ChangeTemplateSubject implements Subject<ChangeTemplate> {

    public static final String NAME = "Change template";

    private final ChangeTemplateStore store;

    ChangeTemplateSubject(ChangeTemplateStore store) {
        this.store = store;
    }

    @Override
    public String label() {
        return ChangeTemplate.TYPE;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ChangeTemplate> lock(String id) {
        return store.lock(id);
    }

    /** A catalogue is for all who read changes. */
    @Override
    public boolean isVisible(Principal principal, ChangeTemplate template) {
        return principal.may(Permission.CHANGE_READ);
    }

    @Override
    public Revision revision(ChangeTemplate template) {
        return new Revision(template.id(), template.version(), template.revision(), template.updatedAt());
    }

    @Override
    public @Nullable Access access(ChangeTemplate template) {
        return null;
    }

    @Override
    public List<FieldChange> changes(@Nullable ChangeTemplate before, ChangeTemplate after) {
        return before == null
                ? ChangeTemplateFields.ALL.created(after)
                : ChangeTemplateFields.ALL.between(before, after);
    }

    @Override
    public ChangeTemplate next(ChangeTemplate changed, Revision next) {
        return changed.moved(next.version(), next.revision(), next.lastEventAt());
    }

    @Override
    public void create(ChangeTemplate template) {
        store.create(template);
    }

    @Override
    public void save(ChangeTemplate before, ChangeTemplate after) {
        store.save(after);
    }

    /** What is told of an edit. */
    public static List<Record> events(Edited<ChangeTemplate> edit) {
        ChangeTemplate after = edit.after();
        return List.of(
                switch (after.state()) {
                    case PROPOSED ->
                        edit.before() == null
                                ? new ChangeTemplateEvents.Proposed(
                                        after.id(),
                                        after.name(),
                                        after.state(),
                                        after.version(),
                                        after.proposal().byId())
                                : new ChangeTemplateEvents.Updated(
                                        after.id(),
                                        after.name(),
                                        after.state(),
                                        after.version(),
                                        after.proposal().byId());
                    case APPROVED ->
                        new ChangeTemplateEvents.Approved(
                                after.id(),
                                after.name(),
                                after.state(),
                                after.version(),
                                Objects.requireNonNull(after.approval()).byId());
                    case REVOKED -> revoked(after, Objects.requireNonNull(after.revocation()));
                });
    }

    private static Record revoked(ChangeTemplate after, ChangeTemplate.Revocation revocation) {
        return new ChangeTemplateEvents.Revoked(
                after.id(),
                after.name(),
                after.state(),
                after.version(),
                revocation.reason(),
                revocation.byId() == null);
    }
}
