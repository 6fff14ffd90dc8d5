// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the incidents of the last 90 days: most of them closed, one in seven recent, a few that have been left lying; and
 * episodes of the last days, in which the same goes wrong again and again.
 */
final class IncidentHistory {

    private static final Duration PAST = Duration.ofDays(90);
    private static final int RECENT_ONE_IN = 7;
    private static final int LEFT_LYING_ONE_IN = 50;
    /** The ends of recent histories, in turn. */
    private static final List<IncidentStage> RECENT_STAGES = List.of(
            IncidentStage.IN_PROGRESS,
            IncidentStage.NEW,
            IncidentStage.ON_HOLD,
            IncidentStage.RESOLVED,
            IncidentStage.IN_PROGRESS,
            IncidentStage.ASSIGNED,
            IncidentStage.RESOLVED);

    private final Draw draw;
    private final Instant now;
    private final IncidentCast cast;
    private final IncidentPlot plot;
    private final Map<IncidentText, List<DemoCi>> candidates = new LinkedHashMap<>();
    private final Map<String, Integer> usage = new HashMap<>();

    IncidentHistory(long seed, List<DemoCi> cis, List<ServiceText> services, Instant now) {
        this.draw = new Draw(seed);
        this.now = now.truncatedTo(ChronoUnit.MINUTES);
        this.cast = new IncidentCast(draw, new Draw(seed), services, cis, new Staff(cis));
        this.plot = new IncidentPlot(draw, this.now);
        for (IncidentText text : Texts.incidents()) {
            List<DemoCi> fitting = cis.stream()
                    .filter(ci -> text.target().fits(ci) && cast.hasService(ci))
                    .toList();
            if (!fitting.isEmpty()) {
                candidates.put(text, fitting);
            }
        }
    }

    List<DemoIncident> generate(int count) {
        List<DemoIncident> incidents = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            incidents.add(incident(index));
        }
        return incidents;
    }

    /** What goes wrong again and again, as far as the company has the items. */
    List<DemoIncident> episodes() {
        List<DemoIncident> incidents = new ArrayList<>();
        for (EpisodeText episode : Texts.episodes()) {
            candidates.forEach((text, fitting) -> fitting.stream()
                    .filter(ci ->
                            text.key().equals(episode.template()) && ci.name().equals(episode.ci()))
                    .forEach(ci -> incidents.addAll(episode(episode, text, ci))));
        }
        return incidents;
    }

    /** At about equal distances, the last of them not long ago. */
    private List<DemoIncident> episode(EpisodeText episode, IncidentText text, DemoCi ci) {
        List<DemoIncident> incidents = new ArrayList<>();
        int count = episode.stages().size();
        Duration distance = Duration.ofDays(episode.from() - episode.until()).dividedBy(count);
        Instant end = now.minus(Duration.ofDays(episode.until()));
        for (int index = 0; index < count; index++) {
            IncidentCast.Roles roles = cast.roles(text, ci);
            Wording wording = cast.wording(ci, roles);
            IncidentPlot.Scene scene = new IncidentPlot.Scene(text, roles, wording);
            Instant reportedAt = end.minus(distance.multipliedBy(count - index)).plus(draw.minutes(0, 300));
            IncidentStage stage = episode.stages().get(index);
            List<IncidentStep> steps = stage == IncidentStage.CLOSED
                    ? plot.closed(scene, reportedAt)
                    : plot.unfinished(scene, reportedAt, stage);
            incidents.add(told(episode.key() + "-" + (index + 1), scene, ci, reportedAt, steps));
        }
        return incidents;
    }

    private DemoIncident incident(int index) {
        IncidentText text = draw.weighted(List.copyOf(candidates.keySet()), IncidentText::weight);
        DemoCi ci = leastUsed(candidates.getOrDefault(text, List.of()));
        IncidentCast.Roles roles = cast.roles(text, ci);
        Wording wording = cast.wording(ci, roles);
        IncidentPlot.Scene scene = new IncidentPlot.Scene(text, roles, wording);
        Instant reportedAt;
        List<IncidentStep> steps;
        if (index % RECENT_ONE_IN == 0) {
            IncidentStage stage = RECENT_STAGES.get(index / RECENT_ONE_IN % RECENT_STAGES.size());
            if (IncidentPlot.pressing(text) && stage == IncidentStage.ON_HOLD) {
                stage = IncidentStage.IN_PROGRESS;
            }
            reportedAt = now.minus(age(text, stage));
            steps = plot.unfinished(scene, reportedAt, stage);
        } else if (index % LEFT_LYING_ONE_IN == 1 && !IncidentPlot.pressing(text)) {
            reportedAt = now.minus(draw.minutes(8 * 24 * 60, 40 * 24 * 60));
            steps = plot.unfinished(
                    scene, reportedAt, draw.chance(50) ? IncidentStage.ON_HOLD : IncidentStage.IN_PROGRESS);
        } else {
            reportedAt = reportTime(roles.channel());
            steps = plot.finished(scene, reportedAt);
        }
        return told("incident-" + index, scene, ci, reportedAt, steps);
    }

    private static DemoIncident told(
            String key, IncidentPlot.Scene scene, DemoCi ci, Instant reportedAt, List<IncidentStep> steps) {
        IncidentText text = scene.text();
        IncidentCast.Roles roles = scene.roles();
        Wording wording = scene.wording();
        return new DemoIncident(
                key,
                text.key(),
                wording.choose(text.title()),
                wording.choose(text.description()),
                roles.caller(),
                roles.reporter(),
                roles.channel(),
                text.category(),
                text.symptom(),
                text.impact(),
                text.urgency(),
                ci.site(),
                ci.name(),
                roles.offering(),
                text.confidential(),
                reportedAt,
                steps);
    }

    /** How long ago a recent incident was reported: what nobody has begun with lies for an hour, what presses for a morning. */
    private Duration age(IncidentText text, IncidentStage stage) {
        return switch (stage) {
            case NEW, ASSIGNED -> IncidentPlot.pressing(text) ? draw.minutes(2, 12) : draw.minutes(5, 90);
            case IN_PROGRESS, ON_HOLD, RESOLVED, CANCELLED, CLOSED ->
                IncidentPlot.pressing(text) ? draw.minutes(45, 300) : draw.minutes(90, 3 * 24 * 60);
        };
    }

    /** What people report comes mostly while they work, what systems report at any time. */
    private Instant reportTime(Channel channel) {
        Instant instant = now.minus(draw.minutes(12 * 24 * 60, Math.toIntExact(PAST.toMinutes())));
        return channel == Channel.MONITORING ? instant : OfficeTime.worked(instant, draw);
    }

    private DemoCi leastUsed(List<DemoCi> fitting) {
        DemoCi one = draw.from(fitting);
        DemoCi other = draw.from(fitting);
        DemoCi chosen = usage.getOrDefault(one.name(), 0) <= usage.getOrDefault(other.name(), 0) ? one : other;
        usage.merge(chosen.name(), 1, Integer::sum);
        return chosen;
    }
}
