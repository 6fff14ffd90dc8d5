package io.mainstay.incident.internal.graphql;

import io.mainstay.incident.IncidentCategory;
import io.mainstay.incident.IncidentChoice;
import io.mainstay.incident.IncidentSettings;
import io.mainstay.incident.PriorityMatrix;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** The configuration of incidents. */
@Controller
class IncidentSettingsGraphQl {

    private final IncidentSettings settings;

    IncidentSettingsGraphQl(IncidentSettings settings) {
        this.settings = settings;
    }

    record CategoryPayload(@Nullable IncidentCategory category, List<UserError> userErrors) implements Payload {}

    record ChoicePayload(@Nullable IncidentChoice choice, List<UserError> userErrors) implements Payload {}

    record MatrixPayload(@Nullable PriorityMatrix matrix, List<UserError> userErrors) implements Payload {}

    @QueryMapping
    Connection<IncidentCategory> incidentCategories(
            @Argument @Nullable String parentId,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        return Connection.of(settings.categoriesBelow(
                principal, parentId, PageRequest.of(first, after, IncidentSettings.categoryScope(parentId))));
    }

    @QueryMapping
    List<IncidentChoice> incidentChoices(@Argument IncidentChoice.@Nullable Kind kind, Principal principal) {
        return settings.choices(principal).stream()
                .filter(choice -> kind == null || choice.kind() == kind)
                .toList();
    }

    @QueryMapping
    PriorityMatrix priorityMatrix(Principal principal) {
        return settings.matrix(principal);
    }

    @MutationMapping
    CategoryPayload incidentCategoryCreate(
            @Argument IncidentInputs.Category input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(
                () -> settings.createCategory(principal, input.name(), input.parentId(), idempotencyKey),
                CategoryPayload::new);
    }

    @MutationMapping
    CategoryPayload incidentCategorySetActive(@Argument String id, @Argument boolean active, Principal principal) {
        return Payload.of(() -> settings.setCategoryActive(principal, id, active), CategoryPayload::new);
    }

    @MutationMapping
    ChoicePayload incidentChoiceSet(@Argument IncidentInputs.Choice input, Principal principal) {
        return Payload.of(
                () -> settings.setChoice(
                        principal, new IncidentChoice(input.kind(), input.code(), input.name(), input.active())),
                ChoicePayload::new);
    }

    @MutationMapping
    MatrixPayload priorityMatrixSet(
            @Argument IncidentInputs.Matrix input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> settings.setMatrix(principal, input.cells(), expectedVersion), MatrixPayload::new);
    }
}
