// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.cmdb.ExpectedOutage;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.record.Access;
import io.mainstay.ticket.EstimatedCost;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.Ticket;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A change as it is at one revision: an addition, modification or removal of anything that could affect services (ISO/IEC
 * 20000-1:2018, 8.5.1).
 *
 * @param purpose why it is to be made
 * @param plan how, when and by whom
 * @param risk as it was assessed; null while it was not
 * @param authorisation that holds; null while none does
 * @param paperwork of an emergency change; {@link Paperwork#NONE} until it is authorised for the first time
 * @param course what has come of it
 * @param misuse why it was not authorised as it should have been; null unless somebody has said so
 * @param approval who is asked to approve it, and who has
 * @param exemption that conflicts with it are not found; null if they are
 */
public record Change(
        Header header,
        Facets facets,
        ChangeState state,
        ChangeType type,
        Purpose purpose,
        Plan plan,
        @Nullable Risk risk,
        @Nullable Authorisation authorisation,
        Paperwork paperwork,
        Course course,
        @Nullable Misuse misuse,
        Approval approval,
        @Nullable Exemption exemption)
        implements Ticket<Change, ChangeState> {

    /** The label of its node, and its type in the API, history, audit and events. */
    public static final String TYPE = "Change";

    /**
     * Why it is to be made.
     *
     * @param noCisReason why it touches no configuration item; null if it touches some
     * @param imminentRisk what happens soon if it is not made; only of an emergency change
     */
    public record Purpose(
            String reason,
            @Nullable String noCisReason,
            @Nullable String imminentRisk) {}

    /**
     * How, when and by whom it is made.
     *
     * @param steps what to do
     * @param test how it was tested, or will be
     * @param backOut how to undo it
     * @param communication whom to tell what, and when
     * @param window when; null while that is not planned
     * @param implementerIds who carries it out
     * @param exclusions configuration items that it would have an impact on and that the planner leaves out
     * @param templateId the template that says how; only of a standard change
     * @param outages that it is expected to bring, at most one of each configuration item
     * @param answers to the questions about its risk, by their keys, those that are not asked any more among them
     * @param estimatedCost in the currency of the installation; null while nobody has estimated it
     */
    public record Plan(
            @Nullable String steps,
            @Nullable String test,
            @Nullable String backOut,
            @Nullable String communication,
            @Nullable Window window,
            List<String> implementerIds,
            List<Exclusion> exclusions,
            @Nullable String templateId,
            List<ExpectedOutage> outages,
            Map<String, Boolean> answers,
            @Nullable BigDecimal estimatedCost) {

        public Plan {
            estimatedCost = EstimatedCost.normal(estimatedCost);
            implementerIds = List.copyOf(implementerIds);
            exclusions = List.copyOf(exclusions);
            outages = List.copyOf(outages);
            answers = Collections.unmodifiableMap(new TreeMap<>(answers));
        }

        /** A plan without outages, of which nobody has estimated the cost. */
        public Plan(
                @Nullable String steps,
                @Nullable String test,
                @Nullable String backOut,
                @Nullable String communication,
                @Nullable Window window,
                List<String> implementerIds,
                List<Exclusion> exclusions,
                @Nullable String templateId) {
            this(
                    steps,
                    test,
                    backOut,
                    communication,
                    window,
                    implementerIds,
                    exclusions,
                    templateId,
                    List.of(),
                    Map.of(),
                    null);
        }

        /** A plan that no template says. */
        public Plan(
                @Nullable String steps,
                @Nullable String test,
                @Nullable String backOut,
                @Nullable String communication,
                @Nullable Window window,
                List<String> implementerIds,
                List<Exclusion> exclusions) {
            this(steps, test, backOut, communication, window, implementerIds, exclusions, null);
        }

        public Plan with(List<Exclusion> changed) {
            return new Plan(
                    steps,
                    test,
                    backOut,
                    communication,
                    window,
                    implementerIds,
                    changed,
                    templateId,
                    outages,
                    answers,
                    estimatedCost);
        }

        public Plan bringing(List<ExpectedOutage> changed) {
            return new Plan(
                    steps,
                    test,
                    backOut,
                    communication,
                    window,
                    implementerIds,
                    exclusions,
                    templateId,
                    changed,
                    answers,
                    estimatedCost);
        }

        public Plan answering(Map<String, Boolean> changed) {
            return new Plan(
                    steps,
                    test,
                    backOut,
                    communication,
                    window,
                    implementerIds,
                    exclusions,
                    templateId,
                    outages,
                    changed,
                    estimatedCost);
        }

        public Plan costing(@Nullable BigDecimal changed) {
            return new Plan(
                    steps,
                    test,
                    backOut,
                    communication,
                    window,
                    implementerIds,
                    exclusions,
                    templateId,
                    outages,
                    answers,
                    changed);
        }

        /** The outages as they are in another window: they move with its beginning. */
        List<ExpectedOutage> outagesIn(@Nullable Window other) {
            if (window == null || other == null) {
                return outages;
            }
            Duration moved = Duration.between(window.from(), other.from());
            return outages.stream()
                    .map(outage -> new ExpectedOutage(
                            outage.number(),
                            outage.ciId(),
                            outage.effect(),
                            outage.from().plus(moved),
                            outage.to().plus(moved),
                            outage.title()))
                    .toList();
        }
    }

    /**
     * When it is planned to be made.
     *
     * @param zone name of a region in the IANA time zone database, in which those who planned it think of it
     */
    public record Window(Instant from, Instant to, String zone) {

        /** Most windows are no longer than this (ours), so that few have to be looked at far from where they end. */
        public static final Duration MOSTLY = Duration.ofDays(1);

        /** Whether it is one of the few that are longer than most. */
        public boolean isLong() {
            return to.isAfter(from.plus(MOSTLY));
        }
    }

    /** A configuration item that is left out, and why. */
    public record Exclusion(String ciId, String reason) {}

    /**
     * Its risk, as somebody assessed it.
     *
     * @param reason why it is that; may be null if it is what the rules said
     * @param computed what the rules said then; null if it was assessed by a release that had none
     */
    public record Risk(
            RiskLevel level,
            @Nullable String reason,
            String assessedById,
            Instant assessedAt,
            @Nullable ComputedRisk computed) {}

    /**
     * What the rules said of its risk when it was assessed, kept as it was.
     *
     * @param rules the names of those that held
     * @param rulePoints what each of them gave
     * @param reasons why each of them held
     */
    public record ComputedRisk(
            RiskLevel level, int points, List<String> rules, List<Integer> rulePoints, List<String> reasons) {

        public ComputedRisk {
            rules = List.copyOf(rules);
            rulePoints = List.copyOf(rulePoints);
            reasons = List.copyOf(reasons);
        }

        static ComputedRisk of(ChangeRisk risk) {
            return new ComputedRisk(
                    risk.level(),
                    risk.points(),
                    risk.parts().stream().map(ChangeRisk.Part::rule).toList(),
                    risk.parts().stream().map(ChangeRisk.Part::points).toList(),
                    risk.parts().stream().map(ChangeRisk.Part::reason).toList());
        }

        /** The rules that held, with what each gave and why. */
        public List<ChangeRisk.Part> parts() {
            return IntStream.range(0, rules.size())
                    .mapToObj(i -> new ChangeRisk.Part(rules.get(i), rulePoints.get(i), reasons.get(i)))
                    .toList();
        }
    }

    /**
     * That somebody has authorised it.
     *
     * @param how by word of mouth, and in what way; null if it was authorised in Mainstay
     */
    public record Authorisation(
            String byId, Instant at, @Nullable String how) {}

    /**
     * What is written down afterwards of an emergency change.
     *
     * @param dueAt until when; null if it was never authorised
     * @param filedAt null while it is not all there
     * @param noTestReason why there is no evidence of a test; null if there is
     * @param board what the change advisory board makes of it
     */
    public record Paperwork(
            @Nullable Instant dueAt,
            @Nullable Instant filedAt,
            @Nullable String noTestReason,
            BoardReview board) {

        public static final Paperwork NONE = new Paperwork(null, null, null, BoardReview.NONE);

        /**
         * Due at an instant, unless it was due before already, as is its review.
         *
         * @param reviewAt until when the board is to look at it
         */
        public Paperwork due(Instant at, Instant reviewAt) {
            return new Paperwork(
                    dueAt == null ? at : dueAt,
                    filedAt,
                    noTestReason,
                    board.dueAt() == null ? board.due(reviewAt) : board);
        }

        public Paperwork filed(Instant at, @Nullable String whyUntested) {
            return new Paperwork(dueAt, at, whyUntested, board);
        }

        public Paperwork with(BoardReview changed) {
            return new Paperwork(dueAt, filedAt, noTestReason, changed);
        }
    }

    /**
     * What the change advisory board makes afterwards of an emergency change that could not wait for it.
     *
     * @param dueAt until when; null if the change was never authorised, or before there were such reviews
     * @param at when it looked at it; null before
     * @param byId who says so
     * @param findings what it found
     * @param meetingId the meeting in which it did; null if that is not said
     */
    public record BoardReview(
            @Nullable Instant dueAt,
            @Nullable Instant at,
            @Nullable String byId,
            @Nullable String findings,
            @Nullable String meetingId) {

        public static final BoardReview NONE = new BoardReview(null, null, null, null, null);

        public BoardReview due(Instant until) {
            return new BoardReview(until, at, byId, findings, meetingId);
        }

        public BoardReview held(Instant when, String personId, String found, @Nullable String meeting) {
            return new BoardReview(dueAt, when, personId, found, meeting);
        }
    }

    /** What has come of it; what has not happened is null. */
    public record Course(
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable ChangeOutcome outcome,
            @Nullable String note,
            @Nullable String review,
            @Nullable Instant closedAt,
            @Nullable String cancelReason,
            @Nullable String rejectionReason) {

        public static final Course NONE = new Course(null, null, null, null, null, null, null, null);

        /** @param reason null once it is handed in again */
        public Course rejected(@Nullable String reason) {
            return new Course(startedAt, endedAt, outcome, note, review, closedAt, cancelReason, reason);
        }

        public Course started(Instant at) {
            return new Course(at, endedAt, outcome, note, review, closedAt, cancelReason, rejectionReason);
        }

        public Course ended(Instant at, ChangeOutcome what, @Nullable String words) {
            return new Course(startedAt, at, what, words, review, closedAt, cancelReason, rejectionReason);
        }

        public Course reviewed(String text, Instant at) {
            return new Course(startedAt, endedAt, outcome, note, text, at, cancelReason, rejectionReason);
        }

        /** @param at when it was over without a review */
        public Course closed(Instant at) {
            return new Course(startedAt, endedAt, outcome, note, review, at, cancelReason, rejectionReason);
        }

        public Course cancelled(String reason, Instant at) {
            return new Course(startedAt, endedAt, outcome, note, review, at, reason, rejectionReason);
        }
    }

    /** That it was not authorised as it should have been, such as an emergency that was none: who says so and why. */
    public record Misuse(String reason, String byId, Instant at) {}

    /** That what speaks against making it as it is planned is not looked for, freezes apart: who says so and why. */
    public record Exemption(String reason, String byId, Instant at) {}

    /**
     * Who is asked to approve it, and who has.
     *
     * @param approverIds people who are asked by name and may look at it whatever its confidentiality; they are cleared for it
     * @param approverTeamIds teams whose members may look at it whatever its organisation
     * @param approvedByIds everybody whose approval counts, or in whose place somebody has given it
     */
    public record Approval(List<String> approverIds, List<String> approverTeamIds, List<String> approvedByIds) {

        public static final Approval NONE = new Approval(List.of(), List.of(), List.of());

        public Approval {
            approverIds = List.copyOf(approverIds);
            approverTeamIds = List.copyOf(approverTeamIds);
            approvedByIds = List.copyOf(approvedByIds);
        }

        public Approval approvedBy(List<String> people) {
            return new Approval(approverIds, approverTeamIds, people);
        }
    }

    @Override
    public Change with(Header changed) {
        return new Change(
                changed,
                facets,
                state,
                type,
                purpose,
                plan,
                risk,
                authorisation,
                paperwork,
                course,
                misuse,
                approval,
                exemption);
    }

    @Override
    public Change with(Facets changed) {
        return new Change(
                header,
                changed,
                state,
                type,
                purpose,
                plan,
                risk,
                authorisation,
                paperwork,
                course,
                misuse,
                approval,
                exemption);
    }

    @Override
    public Change at(ChangeState changed) {
        return new Change(
                header,
                facets,
                changed,
                type,
                purpose,
                plan,
                risk,
                authorisation,
                paperwork,
                course,
                misuse,
                approval,
                exemption);
    }

    public Change with(Purpose changed) {
        return new Change(
                header,
                facets,
                state,
                type,
                changed,
                plan,
                risk,
                authorisation,
                paperwork,
                course,
                misuse,
                approval,
                exemption);
    }

    public Change with(Plan changed) {
        return new Change(
                header,
                facets,
                state,
                type,
                purpose,
                changed,
                risk,
                authorisation,
                paperwork,
                course,
                misuse,
                approval,
                exemption);
    }

    public Change with(Risk changed) {
        return new Change(
                header,
                facets,
                state,
                type,
                purpose,
                plan,
                changed,
                authorisation,
                paperwork,
                course,
                misuse,
                approval,
                exemption);
    }

    /** @param changed null if none holds any more */
    public Change authorised(@Nullable Authorisation changed) {
        return new Change(
                header, facets, state, type, purpose, plan, risk, changed, paperwork, course, misuse, approval,
                exemption);
    }

    public Change with(Paperwork changed) {
        return new Change(
                header,
                facets,
                state,
                type,
                purpose,
                plan,
                risk,
                authorisation,
                changed,
                course,
                misuse,
                approval,
                exemption);
    }

    public Change with(Course changed) {
        return new Change(
                header,
                facets,
                state,
                type,
                purpose,
                plan,
                risk,
                authorisation,
                paperwork,
                changed,
                misuse,
                approval,
                exemption);
    }

    public Change with(Misuse changed) {
        return new Change(
                header,
                facets,
                state,
                type,
                purpose,
                plan,
                risk,
                authorisation,
                paperwork,
                course,
                changed,
                approval,
                exemption);
    }

    public Change with(Approval changed) {
        return new Change(
                header,
                facets,
                state,
                type,
                purpose,
                plan,
                risk,
                authorisation,
                paperwork,
                course,
                misuse,
                changed,
                exemption);
    }

    /** @param changed null if conflicts are found again */
    public Change exempt(@Nullable Exemption changed) {
        return new Change(
                header,
                facets,
                state,
                type,
                purpose,
                plan,
                risk,
                authorisation,
                paperwork,
                course,
                misuse,
                approval,
                changed);
    }

    public @Nullable String exemptionReason() {
        return exemption == null ? null : exemption.reason();
    }

    public List<String> implementerIds() {
        return plan.implementerIds();
    }

    public @Nullable Instant plannedFrom() {
        return plan.window() == null ? null : plan.window().from();
    }

    public @Nullable Instant plannedTo() {
        return plan.window() == null ? null : plan.window().to();
    }

    /** True if its window is longer than most; null if it has none that is. */
    public @Nullable Boolean longWindow() {
        return plan.window() != null && plan.window().isLong() ? Boolean.TRUE : null;
    }

    public @Nullable String plannedZone() {
        return plan.window() == null ? null : plan.window().zone();
    }

    public List<String> excludedCiIds() {
        return plan.exclusions().stream().map(Exclusion::ciId).toList();
    }

    public List<String> excludedCiReasons() {
        return plan.exclusions().stream().map(Exclusion::reason).toList();
    }

    public List<String> plannedOutageCiIds() {
        return plan.outages().stream().map(ExpectedOutage::ciId).toList();
    }

    public @Nullable String templateId() {
        return plan.templateId();
    }

    public @Nullable RiskLevel riskLevel() {
        return risk == null ? null : risk.level();
    }

    /** What the rules said when it was assessed; null if it was not, or by a release that had none. */
    public @Nullable ComputedRisk computedRisk() {
        return risk == null ? null : risk.computed();
    }

    public @Nullable String authorisedById() {
        return authorisation == null ? null : authorisation.byId();
    }

    public boolean unauthorised() {
        return misuse != null;
    }

    /** Whether work on it went on, or goes on, beyond its window. */
    public boolean isOverrun(Instant now) {
        Instant until = plannedTo();
        Instant ended = course.endedAt();
        return until != null && course.startedAt() != null && (ended == null ? now : ended).isAfter(until);
    }

    /** Those who carry it out see it too, and those who are to approve it. */
    @Override
    public VisibilityFacts visibilityFacts() {
        VisibilityFacts facts = granted();
        Set<String> participants = new HashSet<>(facts.participantIds());
        participants.addAll(approval.approverIds());
        Set<String> teams = new HashSet<>(facts.teamIds());
        teams.addAll(approval.approverTeamIds());
        return new VisibilityFacts(
                facts.organisationId(), facts.confidentiality(), participants, teams, facts.selfService());
    }

    /** Without those who are to approve it: whom a policy asks was held to their clearance when they were asked. */
    private VisibilityFacts granted() {
        VisibilityFacts facts = Ticket.super.visibilityFacts();
        Set<String> participants = new HashSet<>(facts.participantIds());
        participants.addAll(implementerIds());
        return new VisibilityFacts(
                facts.organisationId(), facts.confidentiality(), participants, facts.teamIds(), facts.selfService());
    }

    @Override
    public Access access() {
        Access access = Ticket.super.access();
        Map<String, String> fields = new HashMap<>();
        implementerIds().forEach(id -> fields.put(id, "implementerIds"));
        fields.putAll(access.fields());
        return new Access(granted(), access.confidentialUntil(), fields);
    }
}
