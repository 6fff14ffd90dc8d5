// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Writes the history of an incident from its script. */
final class IncidentPlot {

    private static final Duration CLOSES_AFTER = Duration.ofDays(5);
    private static final List<String> REOPEN_REASONS = List.of(
            "It worked for an hour, now it is the same again.",
            "Sorry, it is not solved: it happened again this morning.");
    private static final List<String> SECOND_LOOK = List.of("Looked at it again together with {caller}.");
    private static final List<String> SECOND_RESOLUTIONS = List.of(
            "The cause had come back after a restart and is now removed for good. {caller} has confirmed it.",
            "A nightly job had undone the correction; the job was changed.");
    private static final List<String> CANCEL_REASONS = List.of(
            "Duplicate of an incident that is being worked on.",
            "The caller reports that it works again without our doing anything.",
            "It was a planned maintenance that had been announced.");

    private final Draw draw;
    private final Instant now;

    /** What an incident is made of. */
    record Scene(IncidentText text, IncidentCast.Roles roles, Wording wording) {}

    IncidentPlot(Draw draw, Instant now) {
        this.draw = draw;
        this.now = now;
    }

    /** A history that runs to its end, closed or cancelled, as far as that does not lie ahead. */
    List<IncidentStep> finished(Scene scene, Instant reportedAt) {
        boolean waits = urgent(scene) == 0;
        if (draw.chance(4)) {
            return time(List.of(assign(scene), cancel(scene)), reportedAt, draw.minutes(20, 240), waits);
        }
        List<IncidentStep> steps = worked(scene, reportedAt, waits);
        Instant resolvedAt = steps.getLast().at();
        if (draw.chance(7)) {
            List<Beat> again = List.of(reopen(scene), note(scene, SECOND_LOOK), resolve(scene, SECOND_RESOLUTIONS));
            steps.addAll(time(again, resolvedAt, draw.minutes(180, 1_500), waits));
            resolvedAt = steps.getLast().at();
        }
        close(scene, resolvedAt, steps);
        steps.removeIf(step -> step.at().isAfter(now));
        return steps;
    }

    /** A history that runs straight to its end, as far as that does not lie ahead. */
    List<IncidentStep> closed(Scene scene, Instant reportedAt) {
        List<IncidentStep> steps = worked(scene, reportedAt, urgent(scene) == 0);
        close(scene, steps.getLast().at(), steps);
        steps.removeIf(step -> step.at().isAfter(now));
        return steps;
    }

    /** From the assignment to the resolution. */
    private List<IncidentStep> worked(Scene scene, Instant reportedAt, boolean waits) {
        List<IncidentStep> steps = time(List.of(assign(scene), start(scene)), reportedAt, responseTime(scene), waits);
        steps.addAll(time(toResolution(scene), steps.getLast().at(), workTime(scene), waits));
        return steps;
    }

    private List<Beat> toResolution(Scene scene) {
        List<Beat> beats = script(scene);
        beats.add(resolve(scene, scene.text().resolution().text()));
        return beats;
    }

    /** A history that has got as far as the stage now. */
    List<IncidentStep> unfinished(Scene scene, Instant reportedAt, IncidentStage stage) {
        Duration untilNow = Duration.between(reportedAt, now);
        List<Beat> answer = new ArrayList<>();
        List<Beat> beats = new ArrayList<>();
        if (stage != IncidentStage.NEW) {
            answer.add(assign(scene));
        }
        if (stage == IncidentStage.IN_PROGRESS || stage == IncidentStage.ON_HOLD) {
            answer.add(start(scene));
            script(scene).stream().limit(1).forEach(beats::add);
        }
        if (stage == IncidentStage.ON_HOLD) {
            beats.removeLast();
            beats.add(hold(scene, waitOf(scene)));
        }
        if (stage == IncidentStage.RESOLVED) {
            answer.add(start(scene));
            beats.addAll(toResolution(scene));
        }
        List<IncidentStep> steps = time(answer, reportedAt, atMost(responseTime(scene), untilNow.dividedBy(4)), false);
        Duration left = untilNow.multipliedBy(draw.between(30, 95)).dividedBy(100);
        Instant answeredAt = steps.isEmpty() ? reportedAt : steps.getLast().at();
        steps.addAll(time(
                beats,
                answeredAt,
                atMost(left, Duration.between(answeredAt, now).multipliedBy(9).dividedBy(10)),
                false));
        return steps;
    }

    private void close(Scene scene, Instant resolvedAt, List<IncidentStep> steps) {
        Instant confirmedAt = OfficeTime.notBefore(resolvedAt.plus(draw.minutes(30, 2_000)));
        boolean confirmed = draw.chance(45) && confirmedAt.isBefore(resolvedAt.plus(CLOSES_AFTER));
        Instant closedAt = confirmed ? confirmedAt : resolvedAt.plus(CLOSES_AFTER);
        steps.add(new IncidentStep.Close(closedAt, confirmed ? scene.roles().caller() : null));
    }

    private List<Beat> script(Scene scene) {
        List<Beat> beats = new ArrayList<>();
        boolean held = false;
        for (IncidentText.Line line : scene.text().script()) {
            if (line.hold() != null) {
                beats.add(hold(scene, line.hold()));
                held = true;
            } else if (!line.reply().isEmpty()) {
                String text = scene.wording().choose(line.reply());
                beats.add(new Beat(
                        3, at -> new IncidentStep.Comment(at, scene.roles().caller(), text)));
            } else {
                if (held) {
                    beats.add(resume(scene));
                    held = false;
                }
                beats.add(line.note().isEmpty() ? comment(scene, line.comment()) : note(scene, line.note()));
            }
        }
        if (held) {
            beats.add(resume(scene));
        }
        return beats;
    }

    private Beat assign(Scene scene) {
        IncidentCast.Roles roles = scene.roles();
        return new Beat(0.4, at -> new IncidentStep.Assign(at, roles.dispatcher(), roles.team(), roles.assignee()));
    }

    private static Beat start(Scene scene) {
        return new Beat(0.6, at -> new IncidentStep.Start(at, scene.roles().worker()));
    }

    private static Beat note(Scene scene, List<String> templates) {
        String text = scene.wording().choose(templates);
        return new Beat(1, at -> new IncidentStep.WorkNote(at, scene.roles().worker(), text));
    }

    private Beat comment(Scene scene, List<String> templates) {
        String text = scene.wording().choose(templates);
        return new Beat(0.7, at -> new IncidentStep.Comment(at, scene.roles().worker(), text));
    }

    private Beat hold(Scene scene, IncidentText.Wait wait) {
        String text = scene.wording().choose(wait.text());
        Duration patience = Duration.ofDays(draw.between(1, 4));
        return new Beat(
                0.2, at -> new IncidentStep.Hold(at, scene.roles().worker(), wait.reason(), text, at.plus(patience)));
    }

    private static Beat resume(Scene scene) {
        return new Beat(3, at -> new IncidentStep.Resume(at, scene.roles().worker()));
    }

    private Beat resolve(Scene scene, List<String> templates) {
        String text = scene.wording().choose(templates);
        Duration sinceRestored = draw.minutes(0, 4);
        return new Beat(
                1,
                at -> new IncidentStep.Resolve(
                        at, scene.roles().worker(), scene.text().resolution().code(), text, at.minus(sinceRestored)));
    }

    private Beat reopen(Scene scene) {
        String reason = draw.from(REOPEN_REASONS);
        return new Beat(5, at -> new IncidentStep.Reopen(at, scene.roles().caller(), reason));
    }

    private Beat cancel(Scene scene) {
        String reason = draw.from(CANCEL_REASONS);
        return new Beat(1, at -> new IncidentStep.Cancel(at, scene.roles().dispatcher(), reason));
    }

    private static IncidentText.Wait waitOf(Scene scene) {
        return scene.text().script().stream()
                .map(IncidentText.Line::hold)
                .flatMap(java.util.stream.Stream::ofNullable)
                .findFirst()
                .orElseGet(() -> new IncidentText.Wait(
                        HoldReason.AWAITING_CUSTOMER,
                        List.of("Asked {caller} for the exact time and a picture of the message.")));
    }

    /** Spreads the beats over the duration; what can wait happens in office hours. */
    private List<IncidentStep> time(List<Beat> beats, Instant from, Duration duration, boolean officeHours) {
        double whole = beats.stream().mapToDouble(Beat::share).sum();
        List<IncidentStep> steps = new ArrayList<>();
        Instant last = from;
        double waited = 0;
        for (Beat beat : beats) {
            waited += beat.share();
            Instant planned = from.plusMillis(Math.round(duration.toMillis() * (waited / whole)));
            Instant at = officeHours ? OfficeTime.notBefore(later(planned, last)) : later(planned, last);
            IncidentStep step =
                    beat.step().apply(at.truncatedTo(ChronoUnit.SECONDS).plusSeconds(officeHours ? 1 : 0));
            steps.add(step);
            last = step.at().plusSeconds(officeHours ? draw.between(60, 900) : 1);
        }
        return steps;
    }

    private static Duration atMost(Duration wanted, Duration greatest) {
        return wanted.compareTo(greatest) < 0 ? wanted : greatest;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** How long it takes until somebody begins, most often within what was agreed on. */
    private Duration responseTime(Scene scene) {
        Duration usual = switch (urgent(scene)) {
            case 2 -> draw.minutes(2, 11);
            case 1 -> draw.minutes(3, 24);
            default -> draw.minutes(8, 150);
        };
        return draw.chance(8) ? usual.multipliedBy(8) : usual;
    }

    /** Whether the incident is of those that nobody leaves lying. */
    static boolean pressing(IncidentText text) {
        return text.impact() == Level.HIGH || (text.impact() == Level.MEDIUM && text.urgency() == Level.HIGH);
    }

    /** How long work takes, from its beginning to the resolution; one in ten takes far too long. */
    private Duration workTime(Scene scene) {
        Duration usual = switch (urgent(scene)) {
            case 2 -> draw.minutes(35, 230);
            case 1 -> draw.minutes(90, 600);
            default -> draw.minutes(300, 3_600);
        };
        return draw.chance(10) ? usual.multipliedBy(3) : usual;
    }

    /** 2 for what stops many at once, 1 for what cannot wait, 0 for what waits for the office to open. */
    private static int urgent(Scene scene) {
        boolean severe = scene.text().impact() == Level.HIGH;
        boolean pressing = scene.text().urgency() == Level.HIGH;
        if (severe && pressing) {
            return 2;
        }
        return severe || (pressing && scene.text().impact() == Level.MEDIUM) ? 1 : 0;
    }
}
