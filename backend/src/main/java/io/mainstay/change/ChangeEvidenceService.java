// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.evidence.EvidenceVersion;
import io.mainstay.change.internal.store.EvidenceStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Keeps what somebody saw of a change, last and when they decided on it. */
@Service
public final class ChangeEvidenceService {

    /** The parameter of a refusal that says why. */
    public static final String CAUSE = "cause";

    /** Its value if something differs from what was seen. */
    public static final String EVIDENCE_STALE = "EVIDENCE_STALE";

    /** How many differences a refusal names; {@link ChangeEvidenceQueries#difference} names all. */
    private static final int MAX_NAMED = 50;

    private static final int NAMED_IN_SENTENCE = 3;

    private static final String EVIDENCE_VERSION = "evidenceVersion";

    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

    private final Tickets<Change, ChangeState> changes;
    private final ChangeEvidenceQueries evidence;
    private final EvidenceStore store;
    private final UnitOfWork work;
    private final BusinessClock clock;

    ChangeEvidenceService(
            Tickets<Change, ChangeState> changes,
            ChangeEvidenceQueries evidence,
            EvidenceStore store,
            UnitOfWork work,
            BusinessClock clock) {
        this.changes = changes;
        this.evidence = evidence;
        this.store = store;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Keeps what the principal saw of a change, if that is what the principal sees now. Joins the unit of work of whoever calls, under the
     * lock of the change, so that both happen or neither does.
     *
     * @param version that {@link ChangeEvidence#version} said to the principal
     * @param field where it stands in the mutation
     * @return what was kept
     * @throws RefusedException NOT_FOUND if the principal sees no such change; INVALID if it is no version of the change; CONFLICT with the
     *     cause EVIDENCE_STALE and the differences if what was seen is not what is there now
     */
    public PinnedChangeEvidence pin(Principal principal, String changeId, String version, String... field) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        EvidenceVersion seen = EvidenceVersion.read(version)
                .filter(read -> read.changeId().equals(changeId))
                .orElseThrow(() -> noVersion(field));
        String id = Ids.next();
        return work.writeRepeatably(() -> {
            Change change = changes.byIds(principal, List.of(changeId)).get(changeId);
            if (change == null) {
                throw RefusedException.notFound("Change", changeId, "id");
            }
            if (!isOf(change, seen)) {
                throw noVersion(field);
            }
            ChangeEvidence now = Objects.requireNonNull(
                    evidence.of(principal, List.of(change)).get(changeId));
            if (!now.seen().hash().equals(seen.hash())) {
                throw new RefusedException(stale(evidence.difference(principal, seen, now), field));
            }
            PinnedChangeEvidence pinned = new PinnedChangeEvidence(
                    id,
                    changeId,
                    EvidenceVersion.folded(changeId, seen.takenAt(), now.entries())
                            .text(),
                    seen.hash(),
                    seen.takenAt(),
                    clock.now(),
                    principal.personId(),
                    now.entries(),
                    0);
            store.keep(pinned);
            return pinned;
        });
    }

    /**
     * Keeps that the principal has seen a change as a version of its evidence tells, so that they are told later what differs. Theirs
     * alone: nobody else sees it, and it says nothing of what they think of it.
     *
     * @param version that {@link ChangeEvidence#version} said to the principal
     * @return the change
     * @throws RefusedException NOT_FOUND if the principal sees no such change; INVALID if it is no version of the change
     */
    public Change markSeen(Principal principal, String changeId, String version) {
        // Who only reads, such as an auditor, leaves nothing behind.
        principal.require(Permission.APPROVAL_DECIDE);
        principal.require(Permission.CHANGE_PARTICIPATE);
        new Validation()
                .requireText(version, EvidenceVersion.MAX_LENGTH, EVIDENCE_VERSION)
                .refuseIfFailed();
        return work.writeRepeatably(() -> {
            Change change = changes.byIds(principal, List.of(changeId)).get(changeId);
            if (change == null) {
                throw RefusedException.notFound("Change", changeId, "id");
            }
            EvidenceVersion seen = EvidenceVersion.read(version)
                    .filter(read -> read.changeId().equals(changeId))
                    .filter(read -> isOf(change, read))
                    .orElseThrow(() -> noVersion(EVIDENCE_VERSION));
            store.look(principal.personId(), new EvidenceStore.Look(changeId, seen.text()));
            return change;
        });
    }

    /** The clock of the process that showed it may be a little ahead of this one's. */
    private boolean isOf(Change change, EvidenceVersion seen) {
        return !seen.takenAt().isBefore(change.reportedAt())
                && !seen.takenAt().isAfter(clock.now().plus(CLOCK_DIFFERENCE));
    }

    private static RefusedException noVersion(String... field) {
        return new RefusedException(UserError.of(
                UserErrorCode.INVALID, "evidenceVersion must be a version that evidence of the change has.", field));
    }

    private static UserError stale(ChangeEvidenceDifference difference, String... field) {
        List<ChangeEvidenceDifference.Difference> shown = difference.differences();
        String named = shown.stream()
                .limit(NAMED_IN_SENTENCE)
                .map(one -> one.kind() + " " + one.part() + " " + one.text())
                .collect(Collectors.joining("; "));
        int more = shown.size() + difference.hiddenCount() - Math.min(NAMED_IN_SENTENCE, shown.size());
        return UserError.of(
                        UserErrorCode.CONFLICT,
                        "What was seen at " + difference.since() + " is not what is there now: " + named
                                + (more > 0 ? " and " + more + " more" : "")
                                + ". Look at the evidence again.",
                        field)
                .with(CAUSE, EVIDENCE_STALE)
                .with("differences", parameters(shown))
                .with("hiddenDifferenceCount", difference.hiddenCount());
    }

    private static List<Map<String, String>> parameters(List<ChangeEvidenceDifference.Difference> shown) {
        List<Map<String, String>> parameters = new ArrayList<>();
        shown.stream()
                .limit(MAX_NAMED)
                .forEach(one -> parameters.add(Map.of(
                        "part", one.part().name(),
                        "kind", one.kind().name(),
                        "key", Objects.requireNonNullElse(one.key(), ""),
                        "before", Objects.requireNonNullElse(one.before(), ""),
                        "after", Objects.requireNonNullElse(one.after(), ""))));
        return parameters;
    }
}
