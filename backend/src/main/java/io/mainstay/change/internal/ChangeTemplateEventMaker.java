// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateEvents;
import io.mainstay.record.Subject.Edited;
import java.util.List;
import java.util.Objects;

/** What is told of an edit of a change template. */
public final class ChangeTemplateEventMaker {

    private ChangeTemplateEventMaker() {}

    public static List<Record> of(Edited<ChangeTemplate> edit) {
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
