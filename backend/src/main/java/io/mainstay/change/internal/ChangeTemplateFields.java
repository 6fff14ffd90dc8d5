// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateState;
import io.mainstay.record.FieldCatalogue;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of a change template. */
public final class ChangeTemplateFields {

    public static final String STATE = "state";
    public static final String CATEGORY = "categoryId";
    public static final String TEAM = "teamId";

    public static final FieldCatalogue<ChangeTemplate> ALL = FieldCatalogue.<ChangeTemplate>of("changeTemplates")
            .id("id", ChangeTemplate::id)
            .required()
            .notInHistory()
            .text("name", ChangeTemplate::name)
            .required()
            .sortableBy("nameKey", template -> template.name().toLowerCase(Locale.ROOT))
            .text("description", ChangeTemplate::description)
            .choice(STATE, ChangeTemplateState.class, ChangeTemplate::state)
            .required()
            .text("title", template -> template.content().title())
            .required()
            .text("reason", template -> template.content().reason())
            .required()
            .text("plan", template -> template.content().plan())
            .required()
            .text("testPlan", template -> template.content().testPlan())
            .text("backOutPlan", template -> template.content().backOutPlan())
            .required()
            .text("communicationPlan", template -> template.content().communicationPlan())
            .id(CATEGORY, template -> template.content().categoryId())
            .id("serviceOfferingId", template -> template.content().serviceOfferingId())
            .id(TEAM, template -> template.content().teamId())
            .number("durationMinutes", template -> minutes(template.content().duration()))
            .ids("classIds", template -> template.content().classIds())
            .text(
                    "tasks",
                    template -> TemplateTasksJson.write(template.content().tasks()))
            .id("proposedById", template -> template.proposal().byId())
            .required()
            .instant("proposedAt", template -> template.proposal().at())
            .required()
            .id(
                    "approvedById",
                    template -> template.approval() == null
                            ? null
                            : template.approval().byId())
            .instant(
                    "approvedAt",
                    template -> template.approval() == null
                            ? null
                            : template.approval().at())
            .text(
                    "revokeReason",
                    template -> template.revocation() == null
                            ? null
                            : template.revocation().reason())
            .id(
                    "revokedById",
                    template -> template.revocation() == null
                            ? null
                            : template.revocation().byId())
            .instant(
                    "revokedAt",
                    template -> template.revocation() == null
                            ? null
                            : template.revocation().at())
            .number("version", ChangeTemplate::version)
            .required()
            .notInHistory()
            .number("revision", ChangeTemplate::revision)
            .required()
            .notInHistory()
            .instant("createdAt", ChangeTemplate::createdAt)
            .required()
            .sortable()
            .notInHistory()
            .instant("updatedAt", ChangeTemplate::updatedAt)
            .required()
            .sortable()
            .notInHistory()
            .index("id")
            .index("nameKey", "id")
            .index("createdAt", "id")
            .index("updatedAt", "id")
            .index(STATE, "nameKey", "id")
            .sortedBy("name", false);

    private ChangeTemplateFields() {}

    public static @Nullable Long minutes(@Nullable Duration duration) {
        return duration == null ? null : duration.toMinutes();
    }
}
