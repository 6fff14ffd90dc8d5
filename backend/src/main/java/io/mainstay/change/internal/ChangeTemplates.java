// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeOutcome;
import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateProperties;
import io.mainstay.change.ChangeTemplateResults;
import io.mainstay.change.ChangeTemplateState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.RequestChange;
import io.mainstay.change.internal.store.ChangeTemplateStore;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What templates have to do with the standard changes that are made of them. */
@Component
public final class ChangeTemplates {

    /** What says something of a template: where nothing was changed, nothing was tried. */
    public static final Set<ChangeOutcome> MEASURED = EnumSet.complementOf(EnumSet.of(ChangeOutcome.NOT_IMPLEMENTED));

    private final ChangeTemplateStore store;
    private final Edits edits;
    private final ConfigurationItemQueries items;
    private final CiClasses classes;
    private final ChangeTemplateProperties properties;

    ChangeTemplates(
            ChangeTemplateStore store,
            Edits edits,
            ConfigurationItemQueries items,
            CiClasses classes,
            ChangeTemplateProperties properties) {
        this.store = store;
        this.edits = edits;
        this.items = items;
        this.classes = classes;
        this.properties = properties;
    }

    /**
     * A request with what its template says added.
     *
     * @param tasks those of the template; none of a request without one
     */
    public record Filled(RequestChange request, List<ChangeTemplate.Task> tasks) {

        public Filled {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * What is requested with what its template says added, under the lock of the template: what the request says by itself stays.
     *
     * @throws RefusedException NOT_FOUND or CONFLICT if there is no such template that is approved; REQUIRED for a window of which
     *     nobody says the end
     */
    public Filled filled(RequestChange request) {
        if (request.type() != ChangeType.STANDARD) {
            return new Filled(request, List.of());
        }
        String id = Objects.requireNonNull(request.plan().templateId());
        ChangeTemplate template = store.subject()
                .lock(id)
                .orElseThrow(() -> RefusedException.notFound(ChangeTemplateStore.NAME, id, "input", "templateId"));
        requireApproved(template, "input", "templateId");
        return new Filled(
                filled(request, template.content()), template.content().tasks());
    }

    private static RequestChange filled(RequestChange request, ChangeTemplate.Content content) {
        Change.Plan plan = request.plan();
        return new RequestChange(
                request.type(),
                request.title().isBlank() ? content.title() : request.title(),
                request.description(),
                new Change.Purpose(
                        request.purpose().reason().isBlank()
                                ? content.reason()
                                : request.purpose().reason(),
                        request.purpose().noCisReason(),
                        null),
                new Change.Plan(
                                content.plan(),
                                content.testPlan(),
                                content.backOutPlan(),
                                plan.communication() == null ? content.communicationPlan() : plan.communication(),
                                window(request, content),
                                plan.implementerIds(),
                                plan.exclusions(),
                                plan.templateId())
                        .answering(plan.answers())
                        .costing(plan.estimatedCost()),
                null,
                request.categoryId() == null ? content.categoryId() : request.categoryId(),
                request.teamId() == null ? content.teamId() : request.teamId(),
                request.serviceOfferingId() == null ? content.serviceOfferingId() : request.serviceOfferingId(),
                request.impact(),
                request.urgency(),
                request.ciIds(),
                request.incidentIds(),
                request.problemIds(),
                request.confidentiality(),
                request.confidentialUntil(),
                request.occurredAt());
    }

    private static Change.@Nullable Window window(RequestChange request, ChangeTemplate.Content content) {
        RequestChange.Beginning beginning = request.beginning();
        if (beginning == null) {
            return request.plan().window();
        }
        if (content.duration() == null) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.REQUIRED,
                    "window is required instead of beginsAt: the template says no duration.",
                    "input",
                    "window"));
        }
        Instant from = Objects.requireNonNull(beginning.from());
        return new Change.Window(from, from.plus(content.duration()), Objects.requireNonNull(beginning.zone()));
    }

    /**
     * Checks that a change is what its template was approved for, under the lock of the template: what nobody has authorised by itself
     * may go on only so.
     *
     * @param principal who is told which items do not fit, as far as one sees them
     * @param ciIds the items that the change touches, visible or not
     * @throws RefusedException CONFLICT if not
     */
    public void requireFit(Principal principal, Change change, Collection<String> ciIds) {
        ChangeTemplate template = locked(change);
        requireApproved(template, "id");
        Validation validation = new Validation();
        ChangeTemplate.Content content = template.content();
        said(change, content).forEach((field, same) -> {
            if (!same) {
                validation.add(UserError.of(
                                UserErrorCode.CONFLICT,
                                field + " is not what the template says since it was edited; request the change anew.",
                                "id")
                        .with("field", field));
            }
        });
        if (!content.classIds().isEmpty()) {
            List<String> others = ofOtherClasses(ciIds, content.classIds());
            if (!others.isEmpty()) {
                Set<String> seen = items.byIds(principal, others).keySet();
                validation.add(UserError.of(
                                UserErrorCode.CONFLICT,
                                others.size()
                                        + " of its configuration items are of classes that the template is not for.",
                                "id")
                        .with("field", "ciIds")
                        .with("ciIds", others.stream().filter(seen::contains).toList()));
            }
        }
        validation.refuseIfFailed();
    }

    private static Map<String, Boolean> said(Change change, ChangeTemplate.Content content) {
        Change.Plan plan = change.plan();
        Map<String, Boolean> said = new TreeMap<>();
        said.put("plan", content.plan().equals(plan.steps()));
        said.put("testPlan", Objects.equals(content.testPlan(), plan.test()));
        said.put("backOutPlan", content.backOutPlan().equals(plan.backOut()));
        return said;
    }

    private List<String> ofOtherClasses(Collection<String> ciIds, List<String> classIds) {
        CiClassTree tree = classes.tree();
        List<String> keys = classIds.stream()
                .flatMap(id -> tree.find(id).stream())
                .map(CiClass::key)
                .toList();
        Map<String, ConfigurationItem> touched =
                ciIds.isEmpty() ? Map.of() : items.byIds(Principal.SYSTEM, Set.copyOf(ciIds));
        return touched.values().stream()
                .filter(item -> keys.stream().noneMatch(key -> tree.isA(item.classKey(), key)))
                .map(ConfigurationItem::id)
                .sorted()
                .toList();
    }

    /**
     * Counts what came of a change that is over, and revokes its template if too few of the last ones succeed. The lock of the template
     * lets one change after the other be counted.
     *
     * @param change not written yet as it is
     */
    public void measure(Change change, ChangeOutcome outcome, Occurrence at) {
        ChangeTemplate template = locked(change);
        ChangeTemplate.Approval approval = template.approval();
        if (template.state() != ChangeTemplateState.APPROVED
                || approval == null
                || !MEASURED.contains(outcome)
                || !at.occurredAt().isAfter(approval.at())) {
            return;
        }
        ChangeTemplateResults results = withOne(
                store.lastOutcomes(Map.of(template.id(), approval.at()), properties.measured())
                        .getOrDefault(template.id(), List.of()),
                new Result(outcome, at.occurredAt()),
                properties.measured());
        if (!properties.condemn(results)) {
            return;
        }
        String reason = results.successful() + " of its last " + results.measured() + " changes succeeded, fewer than "
                + properties.leastSuccessPercent() + " %.";
        edits.follow(
                store.subject(),
                template,
                "change-template.revoke",
                at.recordedAt(),
                (before, now) -> Outcome.ifChanged(
                        before.revoked(reason, null, now.occurredAt()), ChangeTemplateEventMaker::of));
    }

    /** What came of one change, and when it was over. */
    public record Result(ChangeOutcome outcome, Instant at) {}

    /**
     * The results of the last changes with one more, which need not be the last of them and counts before others of its instant.
     *
     * @param others the latest first
     */
    static ChangeTemplateResults withOne(List<Result> others, Result one, int most) {
        List<Result> last = new ArrayList<>();
        last.add(one);
        last.addAll(others);
        last.sort(Comparator.comparing(Result::at).reversed());
        return results(last.subList(0, Math.min(most, last.size())));
    }

    private static ChangeTemplateResults results(List<Result> last) {
        return new ChangeTemplateResults(last.size(), (int) last.stream()
                .filter(result -> result.outcome() == ChangeOutcome.SUCCESSFUL)
                .count());
    }

    /** What came of the last changes of each template since it was approved; of those that were not, nothing. */
    public Map<String, ChangeTemplateResults> results(Collection<ChangeTemplate> all) {
        Map<String, Instant> since = new HashMap<>();
        for (ChangeTemplate template : all) {
            ChangeTemplate.Approval approval = template.approval();
            if (approval != null) {
                since.put(template.id(), approval.at());
            }
        }
        Map<String, ChangeTemplateResults> results = new HashMap<>();
        store.lastOutcomes(since, properties.measured()).forEach((id, last) -> results.put(id, results(last)));
        return results;
    }

    private ChangeTemplate locked(Change change) {
        return store.subject()
                .lock(Objects.requireNonNull(change.plan().templateId()))
                .orElseThrow();
    }

    private static void requireApproved(ChangeTemplate template, String... path) {
        if (template.state() != ChangeTemplateState.APPROVED) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "The template " + template.name() + " is " + template.state() + ", not APPROVED.",
                            path)
                    .with("templateState", template.state().name()));
        }
    }
}
