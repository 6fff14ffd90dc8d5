// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.graphql;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.record.TicketKind;
import io.mainstay.workflow.ApprovalMaterialFieldService;
import io.mainstay.workflow.ApprovalMaterialFieldService.View;
import io.mainstay.workflow.ApprovalMaterialFields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Which fields approvals are for. */
@Controller
class ApprovalMaterialFieldGraphQl {

    private final ApprovalMaterialFieldService service;

    ApprovalMaterialFieldGraphQl(ApprovalMaterialFieldService service) {
        this.service = service;
    }

    record SetInput(TicketKind kind, List<String> fields) {}

    record SetPayload(@Nullable View materialFields, List<UserError> userErrors) implements Payload {}

    record Field(String name, boolean material, boolean always, boolean byDefault) {}

    @QueryMapping
    @Nullable
    View approvalMaterialFields(@Argument TicketKind kind, Principal principal) {
        return service.of(principal, kind).orElse(null);
    }

    @MutationMapping
    SetPayload approvalMaterialFieldsSet(@Argument SetInput input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> service.set(principal, input.kind(), input.fields(), expectedVersion), SetPayload::new);
    }

    @SchemaMapping(typeName = ApprovalMaterialFields.TYPE)
    String id(View view) {
        return ApprovalMaterialFields.id(view.setting().kind());
    }

    @SchemaMapping(typeName = ApprovalMaterialFields.TYPE)
    TicketKind kind(View view) {
        return view.setting().kind();
    }

    @SchemaMapping(typeName = ApprovalMaterialFields.TYPE)
    int version(View view) {
        return view.setting().version();
    }

    @SchemaMapping(typeName = ApprovalMaterialFields.TYPE)
    List<Field> fields(View view) {
        return view.fields().all().stream()
                .map(field ->
                        new Field(field.name(), view.setting().holdsFor(field), field.always(), field.byDefault()))
                .toList();
    }

    @SchemaMapping(typeName = ApprovalMaterialFields.TYPE)
    boolean viewerCanSet(View view, Principal principal) {
        return principal.may(Permission.APPROVAL_CONFIGURE);
    }
}
