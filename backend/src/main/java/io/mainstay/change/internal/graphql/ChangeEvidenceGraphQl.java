// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeDecisionSummary;
import io.mainstay.change.ChangeEvidence;
import io.mainstay.change.ChangeEvidenceDifference;
import io.mainstay.change.ChangeEvidenceQueries;
import io.mainstay.change.ChangeEvidenceService;
import io.mainstay.change.ChangeRisk;
import io.mainstay.change.ChangeRiskQueries;
import io.mainstay.change.ChangeRiskRules;
import io.mainstay.change.ChangeRiskService;
import io.mainstay.change.EvidenceEntry;
import io.mainstay.change.PinnedChangeEvidence;
import io.mainstay.change.RiskLevel;
import io.mainstay.change.SetChangeRiskRules;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.graphql.References;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** The risk of changes, and what is seen of them by who decides. */
@Controller
class ChangeEvidenceGraphQl {

    private static final int DEFAULT_PREVIEWED = 20;

    private final ChangeRiskQueries risks;
    private final ChangeRiskService rules;
    private final ChangeEvidenceQueries evidence;
    private final ChangeEvidenceService service;
    private final IdentityViews identity;

    ChangeEvidenceGraphQl(
            ChangeRiskQueries risks,
            ChangeRiskService rules,
            ChangeEvidenceQueries evidence,
            ChangeEvidenceService service,
            IdentityViews identity) {
        this.service = service;
        this.risks = risks;
        this.rules = rules;
        this.evidence = evidence;
        this.identity = identity;
    }

    record SeenPayload(@Nullable Change change, List<UserError> userErrors) implements Payload {}

    /** As the API shows it. */
    record Summary(
            String evidenceVersion,
            RiskLevel riskLevel,
            int conflictCount,
            int hiddenConflictCount,
            int affectedServiceCount,
            int serviceWithoutSpareCount,
            boolean complete,
            @Nullable Instant seenAt,
            @Nullable Integer changedCount,
            List<EvidenceEntry.Part> changedParts) {

        static Summary of(ChangeDecisionSummary summary) {
            ChangeEvidence evidence = summary.evidence();
            ChangeDecisionSummary.SinceSeen since = summary.sinceSeen();
            return new Summary(
                    evidence.version(),
                    evidence.risk().level(),
                    evidence.conflicts().seenCount(),
                    evidence.conflicts().hiddenConflictCount(),
                    evidence.consequences().totals().services(),
                    evidence.consequences().totals().servicesWithoutSpare(),
                    evidence.complete(),
                    since == null ? null : since.seenAt(),
                    since == null ? null : since.count(),
                    since == null ? List.of() : List.copyOf(since.parts()));
        }
    }

    record RulesPayload(@Nullable ChangeRiskRules rules, List<UserError> userErrors) implements Payload {}

    record PreviewInput(
            List<ChangeRiskRules.Rule> rules,
            ChangeRiskRules.Thresholds thresholds,
            @Nullable List<ChangeRiskRules.Question> questions,
            @Nullable List<String> changeIds,
            @Nullable Integer last) {}

    @QueryMapping
    @Nullable
    ChangeRisk changeRisk(@Argument String id, Principal principal) {
        return risks.byId(principal, id).orElse(null);
    }

    @QueryMapping
    ChangeRiskRules changeRiskRules(Principal principal) {
        return risks.rules(principal);
    }

    @QueryMapping
    List<ChangeRiskQueries.Tried> changeRiskRulesPreview(@Argument PreviewInput input, Principal principal) {
        return risks.preview(
                principal,
                new SetChangeRiskRules(input.rules(), input.thresholds(), input.questions()),
                input.changeIds(),
                Objects.requireNonNullElse(input.last(), DEFAULT_PREVIEWED));
    }

    @BatchMapping(typeName = "Change")
    Map<Change, List<ChangeRiskQueries.Asked>> riskQuestions(List<Change> all, @ContextValue Principal principal) {
        return risks.questions(principal, all);
    }

    @MutationMapping
    RulesPayload changeRiskRulesSet(
            @Argument SetChangeRiskRules input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> rules.set(principal, input, expectedVersion), RulesPayload::new);
    }

    @QueryMapping
    @Nullable
    ChangeEvidenceDifference changeEvidenceDifference(
            @Argument String id, @Argument String since, Principal principal) {
        return evidence.difference(principal, id, since).orElse(null);
    }

    @QueryMapping
    @Nullable
    PinnedChangeEvidence changeEvidenceAt(@Argument String version, Principal principal) {
        return evidence.at(principal, version).orElse(null);
    }

    @BatchMapping(typeName = "Change")
    Map<Change, ChangeRisk> riskAssessment(List<Change> all, @ContextValue Principal principal) {
        return each(all, risks.of(principal, all));
    }

    @SchemaMapping(typeName = "Change")
    Change.@Nullable ComputedRisk riskAtAssessment(Change change) {
        return change.computedRisk();
    }

    @BatchMapping(typeName = "Change", field = "evidence")
    Map<Change, ChangeEvidence> evidenceOf(List<Change> all, @ContextValue Principal principal) {
        return each(all, evidence.of(principal, all));
    }

    @BatchMapping(typeName = "Change")
    Map<Change, Summary> decisionSummary(List<Change> all, @ContextValue Principal principal) {
        Map<String, ChangeDecisionSummary> summaries = evidence.summaries(principal, all);
        return map(all, change -> Summary.of(Objects.requireNonNull(summaries.get(change.id()))));
    }

    @MutationMapping
    SeenPayload changeMarkSeen(@Argument String id, @Argument String evidenceVersion, Principal principal) {
        return Payload.of(() -> service.markSeen(principal, id, evidenceVersion), SeenPayload::new);
    }

    @BatchMapping(typeName = "Change")
    Map<Change, List<PinnedChangeEvidence>> pinnedEvidence(List<Change> all, @ContextValue Principal principal) {
        Map<String, List<PinnedChangeEvidence>> pinned =
                evidence.pinned(principal, all.stream().map(Change::id).toList());
        return map(all, change -> pinned.getOrDefault(change.id(), List.of()));
    }

    @BatchMapping(typeName = "PinnedChangeEvidence")
    Map<PinnedChangeEvidence, PersonView> pinnedBy(List<PinnedChangeEvidence> all) {
        return References.resolve(all, PinnedChangeEvidence::pinnedById, identity::people);
    }

    private static <V> Map<Change, V> each(List<Change> all, Map<String, V> found) {
        return map(all, change -> Objects.requireNonNull(found.get(change.id())));
    }

    private static <V> Map<Change, V> map(List<Change> all, Function<Change, V> value) {
        Map<Change, V> values = new HashMap<>();
        all.forEach(change -> values.put(change, value.apply(change)));
        return values;
    }
}
