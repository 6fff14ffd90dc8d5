// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the changes of the company, with what was done about them up to now. */
final class ChangeHistory {

    private static final int MOST_INCIDENTS = 3;
    private static final RealmPerson MANAGER = RealmPerson.CHANGE_MANAGER;

    private final Set<String> ciNames;
    private final List<DemoIncident> incidents;
    private final Instant now;

    ChangeHistory(List<DemoCi> cis, List<DemoIncident> incidents, Instant now) {
        this.ciNames = cis.stream()
                .filter(ci -> ci.lifecycle() != Lifecycle.RETIRED)
                .map(DemoCi::name)
                .collect(Collectors.toSet());
        this.incidents = incidents;
        this.now = now.truncatedTo(ChronoUnit.MINUTES);
    }

    List<DemoChange> generate() {
        return Texts.changes().stream().map(this::change).toList();
    }

    private DemoChange change(ChangeText text) {
        Instant from = from(text.window());
        Instant to = text.window() == null || from == null ? null : from.plus(Duration.ofHours(text.window().hours()));
        // An emergency is requested when it is needed.
        Instant requestedAt = text.emergency() && from != null
                ? from.minus(Duration.ofHours(1))
                : now.minus(Duration.ofDays(text.requested()));
        List<String> cis = text.cis().stream().filter(ciNames::contains).toList();
        return new DemoChange(
                text.key(),
                text.emergency(),
                text.title(),
                text.description(),
                new DemoChange.Plan(
                        text.reason(),
                        text.imminentRisk(),
                        text.plan(),
                        text.testPlan(),
                        text.backOutPlan(),
                        text.communicationPlan()),
                text.reporter(),
                text.implementers(),
                text.category(),
                text.impact(),
                text.urgency(),
                text.emergency() ? null : from,
                text.emergency() ? null : to,
                cis,
                cis.isEmpty() ? "What it changes is not recorded." : null,
                outage(text.outage()),
                behind(text, requestedAt),
                text.problems(),
                requestedAt,
                steps(text, requestedAt, from),
                text.stage());
    }

    private DemoChange.@Nullable Outage outage(ChangeText.@Nullable Outage text) {
        return text == null || !ciNames.contains(text.ci())
                ? null
                : new DemoChange.Outage(text.ci(), text.effect(), text.title());
    }

    private @Nullable Instant from(ChangeText.@Nullable Window window) {
        if (window == null) {
            return null;
        }
        return window.inHours() == null
                ? now.atZone(OfficeTime.ZONE)
                        .toLocalDate()
                        .plusDays(window.day())
                        .atTime(window.hour(), 0)
                        .atZone(OfficeTime.ZONE)
                        .toInstant()
                : now.plus(Duration.ofHours(window.inHours()));
    }

    /** The newest of the incidents of before that everybody may see who reads the change. */
    private List<String> behind(ChangeText text, Instant requestedAt) {
        return incidents.stream()
                .filter(incident -> text.templates().contains(incident.template())
                        && !incident.confidential()
                        && incident.stage() != IncidentStage.CANCELLED
                        && incident.reportedAt().isBefore(requestedAt))
                .sorted(Comparator.comparing(DemoIncident::reportedAt)
                        .reversed()
                        .thenComparing(DemoIncident::key))
                .limit(MOST_INCIDENTS)
                .map(DemoIncident::key)
                .toList();
    }

    private List<ChangeStep> steps(ChangeText text, Instant requestedAt, @Nullable Instant from) {
        List<Function<Instant, ChangeStep>> planning = planning(text);
        boolean begun = text.outcome() != null || text.stage() == DemoChange.Stage.IMPLEMENTING;
        Instant planned = begun ? Objects.requireNonNull(from, text::key) : now;
        List<ChangeStep> steps = new ArrayList<>(time(planning, requestedAt, planned));
        if (!begun) {
            return steps;
        }
        RealmPerson implementer = text.implementers().getFirst();
        Instant startedAt = planned.plus(Duration.ofMinutes(5));
        steps.add(new ChangeStep.Start(startedAt, implementer));
        ChangeText.Outcome outcome = text.outcome();
        if (outcome == null) {
            return steps;
        }
        Instant endedAt = startedAt.plus(Duration.ofMinutes(outcome.minutes()));
        steps.add(new ChangeStep.Complete(endedAt, implementer, outcome.code(), outcome.note()));
        List<Function<Instant, ChangeStep>> after = new ArrayList<>();
        ChangeText.Paperwork paperwork = text.paperwork();
        if (paperwork != null) {
            after.add(at -> new ChangeStep.FilePaperwork(
                    at,
                    implementer,
                    paperwork.plan(),
                    paperwork.backOutPlan(),
                    paperwork.testPlan(),
                    paperwork.noTestReason()));
        }
        String unauthorised = text.unauthorised();
        if (unauthorised != null) {
            after.add(at -> new ChangeStep.MarkUnauthorised(at, MANAGER, unauthorised));
        }
        String review = outcome.review();
        if (review != null) {
            after.add(at -> new ChangeStep.Close(at, MANAGER, review));
        }
        steps.addAll(time(after, endedAt, earlier(endedAt.plus(Duration.ofDays(3)), now)));
        return steps;
    }

    private static List<Function<Instant, ChangeStep>> planning(ChangeText text) {
        List<Function<Instant, ChangeStep>> steps = new ArrayList<>();
        steps.add(at -> new ChangeStep.Assign(at, text.reporter(), text.team()));
        String exemption = text.exemption();
        if (exemption != null) {
            steps.add(at -> new ChangeStep.Exempt(at, MANAGER, exemption));
        }
        String rejection = text.rejection();
        boolean submitted = text.stage() != DemoChange.Stage.DRAFT && text.stage() != DemoChange.Stage.CANCELLED;
        if (submitted || (rejection != null && text.stage() == DemoChange.Stage.DRAFT)) {
            steps.add(at -> new ChangeStep.Submit(at, text.reporter()));
        }
        if (rejection != null) {
            steps.add(
                    text.stage() == DemoChange.Stage.CANCELLED
                            ? at -> new ChangeStep.Cancel(at, text.reporter(), rejection)
                            : at -> new ChangeStep.Reject(at, MANAGER, rejection));
            return steps;
        }
        ChangeText.Risk risk = text.risk();
        if (risk != null) {
            steps.add(at -> new ChangeStep.Assess(at, MANAGER, risk.level(), risk.reason()));
        }
        String verbally = text.verbally();
        if (submitted && text.stage().compareTo(DemoChange.Stage.SCHEDULED) >= 0) {
            if (risk != null && risk.level().endsWith("HIGH")) {
                steps.add(at -> new ChangeStep.Review(at, RealmPerson.SERVICE_MANAGER));
            }
            steps.add(
                    verbally == null
                            ? at -> new ChangeStep.Authorise(at, MANAGER)
                            : at -> new ChangeStep.AuthoriseVerbally(at, MANAGER, verbally));
        }
        return steps;
    }

    /** At equal distances. */
    private static List<ChangeStep> time(List<Function<Instant, ChangeStep>> steps, Instant from, Instant until) {
        Duration distance = Duration.between(from, until).dividedBy(steps.size() + 1L);
        List<ChangeStep> timed = new ArrayList<>();
        for (int index = 0; index < steps.size(); index++) {
            timed.add(steps.get(index).apply(from.plus(distance.multipliedBy(index + 1L))));
        }
        return timed;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
