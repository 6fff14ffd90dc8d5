// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the problems behind the incidents: which incidents belong to which problem is decided by what goes wrong. */
final class ProblemHistory {

    private static final int MOST_INCIDENTS = 12;
    private static final int MOST_CIS = 5;
    /** Of the people who work on problems, in the order in which they are asked. */
    private static final List<RealmPerson> WORKERS = List.of(RealmPerson.PROBLEM_MANAGER, RealmPerson.TEAM_LEAD);

    private final Set<String> ciNames;
    private final List<DemoIncident> incidents;
    private final Instant now;

    ProblemHistory(List<DemoCi> cis, List<DemoIncident> incidents, Instant now) {
        this.ciNames = cis.stream().map(DemoCi::name).collect(Collectors.toSet());
        this.incidents = incidents;
        this.now = now.truncatedTo(ChronoUnit.MINUTES);
    }

    List<DemoProblem> generate() {
        return Texts.problems().stream().map(this::problem).toList();
    }

    private DemoProblem problem(ProblemText text) {
        Instant reportedAt = inOfficeHours(ago(text.reported()));
        Instant latest = ago(text.latest());
        List<DemoIncident> known =
                behind(text, incident -> incident.reportedAt().isBefore(reportedAt));
        List<DemoIncident> later = behind(
                text,
                incident -> !incident.reportedAt().isBefore(reportedAt)
                        && incident.reportedAt().isBefore(latest));
        List<Function<Instant, ProblemStep>> beats = beats(text, known, later);
        return new DemoProblem(
                text.key(),
                text.title(),
                text.description(),
                text.reporter(),
                text.category(),
                text.impact(),
                text.urgency(),
                known.stream().map(DemoIncident::ci).distinct().limit(MOST_CIS).toList(),
                keys(known),
                reportedAt,
                time(beats, reportedAt, latest),
                text.stage());
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }

    /** The newest of the incidents that a problem may show to everybody who reads it. */
    private List<DemoIncident> behind(ProblemText text, Predicate<DemoIncident> when) {
        return incidents.stream()
                .filter(incident -> text.templates().contains(incident.template())
                        && !incident.confidential()
                        && incident.stage() != IncidentStage.CANCELLED)
                .filter(when)
                .sorted(Comparator.comparing(DemoIncident::reportedAt)
                        .reversed()
                        .thenComparing(DemoIncident::key))
                .limit(MOST_INCIDENTS)
                .toList();
    }

    private List<Function<Instant, ProblemStep>> beats(
            ProblemText text, List<DemoIncident> known, List<DemoIncident> later) {
        List<Function<Instant, ProblemStep>> beats = new ArrayList<>();
        if (text.stage() == DemoProblem.Stage.NEW) {
            return beats;
        }
        beats.add(at -> new ProblemStep.Assess(at, text.impact(), text.urgency()));
        beats.add(at -> new ProblemStep.Assign(
                at,
                text.team(),
                WORKERS.stream()
                        .filter(person -> person.teams().contains(text.team()))
                        .findFirst()
                        .orElse(null)));
        beats.add(ProblemStep.Investigate::new);
        text.notes().forEach(note -> beats.add(at -> new ProblemStep.WorkNote(at, note)));
        if (!later.isEmpty()) {
            beats.add(at -> new ProblemStep.LinkIncidents(at, keys(later)));
        }
        ProblemText.Cause cause = text.cause();
        if (cause != null) {
            List<String> contributing =
                    cause.cis().stream().filter(ciNames::contains).toList();
            beats.add(
                    at -> new ProblemStep.SetRootCause(at, cause.category(), cause.text(), cause.whys(), contributing));
        }
        if (text.knownError()) {
            beats.add(ProblemStep.MarkKnownError::new);
        }
        workaround(text, Stream.concat(later.stream(), known.stream()).toList(), beats);
        end(text, beats);
        return beats;
    }

    /** It is shown on the incidents that are still open, and of these it helps with all but the third. */
    private static void workaround(
            ProblemText text, List<DemoIncident> linked, List<Function<Instant, ProblemStep>> beats) {
        ProblemText.Workaround workaround = text.workaround();
        if (workaround == null) {
            return;
        }
        beats.add(at -> new ProblemStep.SetWorkaround(at, workaround.text(), workaround.steps()));
        List<String> open = linked.stream()
                .filter(incident -> incident.stage().unresolved())
                .map(DemoIncident::key)
                .toList();
        if (open.isEmpty()) {
            return;
        }
        beats.add(at -> new ProblemStep.PublishWorkaround(at, open));
        for (int index = 0; index < Math.min(open.size(), 3); index++) {
            String incident = open.get(index);
            boolean helped = index < 2;
            beats.add(at -> new ProblemStep.Rate(at, RealmPerson.AGENT, incident, helped));
        }
    }

    private void end(ProblemText text, List<Function<Instant, ProblemStep>> beats) {
        ProblemText.Wait hold = text.hold();
        if (hold != null) {
            beats.add(at -> new ProblemStep.Hold(at, hold.reason(), now.plus(Duration.ofDays(hold.days()))));
        }
        if (EnumSet.of(DemoProblem.Stage.FIXING, DemoProblem.Stage.RESOLVED, DemoProblem.Stage.CLOSED)
                .contains(text.stage())) {
            beats.add(ProblemStep.Fix::new);
        }
        ProblemText.Outcome outcome = text.outcome();
        if (outcome == null) {
            return;
        }
        if (outcome.duplicateOf() != null) {
            String of = outcome.duplicateOf();
            beats.add(at -> new ProblemStep.MarkDuplicate(at, of));
            return;
        }
        String said = Objects.requireNonNull(outcome.text(), text::key);
        if (outcome.code() == null) {
            Instant reviewAt = now.plus(Duration.ofDays(outcome.reviewDays()));
            beats.add(at -> new ProblemStep.AcceptRisk(at, said, reviewAt));
            return;
        }
        String code = outcome.code();
        beats.add(at -> new ProblemStep.Resolve(at, code, said));
        if (text.stage() == DemoProblem.Stage.CLOSED) {
            beats.add(ProblemStep.Close::new);
        }
    }

    /** The next office hour, unless that is ahead: then somebody works at night. */
    private Instant inOfficeHours(Instant planned) {
        Instant opens = OfficeTime.notBefore(planned);
        return opens.isAfter(now) ? planned : opens;
    }

    /** At equal distances, in office hours where that is not ahead. */
    private List<ProblemStep> time(List<Function<Instant, ProblemStep>> beats, Instant from, Instant until) {
        List<ProblemStep> steps = new ArrayList<>();
        Duration distance = Duration.between(from, until).dividedBy(beats.size() + 1L);
        Instant last = from;
        for (int index = 0; index < beats.size(); index++) {
            Instant at = inOfficeHours(from.plus(distance.multipliedBy(index + 1L)));
            last = at.isAfter(last) ? at : last;
            steps.add(beats.get(index).apply(last));
        }
        return steps;
    }

    private static List<String> keys(List<DemoIncident> some) {
        return some.stream().map(DemoIncident::key).toList();
    }
}
