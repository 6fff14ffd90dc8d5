// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.CiControlMode;
import io.mainstay.cmdb.CiControlService;
import io.mainstay.cmdb.CiControls;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ConfigurationItemService;
import io.mainstay.cmdb.UnauthorisedDifference;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.record.ListQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Which attributes are changed only by changes, and what was changed without one. */
@Controller
class CiControlGraphQl {

    private static final Map<String, Object> DIFFERING = Map.of("unauthorisedSince", Map.of("isNull", false));
    private static final List<Map<String, Object>> THE_LONGEST_FIRST = List.of(Map.of("field", "UNAUTHORISED_SINCE"));

    private final CiControlService controls;
    private final ConfigurationItemQueries queries;
    private final ConfigurationItemService items;
    private final CiClasses classes;

    CiControlGraphQl(
            CiControlService controls,
            ConfigurationItemQueries queries,
            ConfigurationItemService items,
            CiClasses classes) {
        this.controls = controls;
        this.queries = queries;
        this.items = items;
        this.classes = classes;
    }

    record ControlsPayload(@Nullable CiControls controls, List<UserError> userErrors) implements Payload {}

    record AcceptPayload(@Nullable ConfigurationItem configurationItem, List<UserError> userErrors)
            implements Payload {}

    record RuleInput(
            String classId, CiControlMode mode, @Nullable List<String> attributes) {

        CiControls.Rule rule() {
            return new CiControls.Rule(classId, mode, Objects.requireNonNullElse(attributes, List.of()));
        }
    }

    record ControlsInput(List<RuleInput> rules) {}

    record AcceptInput(String changeId) {}

    record Difference(
            Instant since,
            List<UnauthorisedDifference.Attribute> attributes,
            @Nullable String breakGlassReason) {}

    @QueryMapping
    CiControls ciControls(Principal principal) {
        return controls.controls(principal);
    }

    @QueryMapping
    Connection<ConfigurationItem> unauthorisedDifferences(
            @Argument @Nullable Integer first, @Argument @Nullable String after, Principal principal) {
        ListQuery query = ConfigurationItemFilters.of(classes.tree(principal)).read(DIFFERING, THE_LONGEST_FIRST);
        PageRequest request = PageRequest.of(first, after, query.scope());
        Page<ConfigurationItem> page = queries.list(principal, query, request);
        return Connection.of(page, () -> queries.count(principal, query));
    }

    @MutationMapping
    ControlsPayload ciControlsSet(@Argument ControlsInput input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> controls.set(
                        principal, input.rules().stream().map(RuleInput::rule).toList(), expectedVersion),
                ControlsPayload::new);
    }

    @MutationMapping
    AcceptPayload unauthorisedDifferenceAccept(
            @Argument String id, @Argument AcceptInput input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> items.acceptDifference(principal, id, input.changeId(), expectedVersion), AcceptPayload::new);
    }

    @SchemaMapping(typeName = "CiControlRule", field = "class")
    CiClass ciClass(CiControls.Rule rule) {
        return classes.tree().require(rule.classKey());
    }

    @SchemaMapping(typeName = "ConfigurationItem")
    @Nullable
    Difference unauthorisedDifference(ConfigurationItem item) {
        UnauthorisedDifference difference = item.difference();
        return difference == null
                ? null
                : new Difference(difference.since(), difference.attributes(item), difference.reason());
    }
}
