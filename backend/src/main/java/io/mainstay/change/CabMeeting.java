// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.workflow.ApprovalRequestState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meeting of the change advisory board: when, where, with whom, about which changes, and what came of it. Nothing is decided by it: what
 * the board is asked, its members decide as any other approval.
 *
 * @param organiserId who has scheduled it
 * @param course what has happened
 * @param version moves with each change of a field; see {@code expectedVersion}
 * @param revision moves with each transaction on the meeting
 */
public record CabMeeting(
        String id,
        Plan plan,
        String organiserId,
        Course course,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in the API, history, audit and events. */
    public static final String TYPE = "CabMeeting";

    /**
     * What is planned.
     *
     * @param zone in which those who come think of its time
     * @param place where it is, or a link; null if that is not said
     * @param teamId the team that is invited; null for none
     * @param memberIds the people who are invited
     * @param changesFrom it is about changes that are planned to begin from then on
     * @param changesTo and before then
     */
    public record Plan(
            String title,
            Instant startsAt,
            Instant endsAt,
            String zone,
            @Nullable String place,
            @Nullable String teamId,
            List<String> memberIds,
            Instant changesFrom,
            Instant changesTo) {

        public Plan {
            memberIds = List.copyOf(memberIds);
        }
    }

    /**
     * What has happened.
     *
     * @param attendeeIds who was there
     * @param agenda what waited for the board when the meeting was held or was decided since it began, in the order of the changes; empty before
     * @param minutes null before it is closed
     * @param cancelReason null unless it is cancelled
     */
    public record Course(
            CabMeetingState state,
            List<String> attendeeIds,
            List<Seat> agenda,
            @Nullable String minutes,
            @Nullable String cancelReason) {

        static final Course SCHEDULED = new Course(CabMeetingState.SCHEDULED, List.of(), List.of(), null, null);

        public Course {
            attendeeIds = List.copyOf(attendeeIds);
            agenda = List.copyOf(agenda);
        }

        static Course held(List<String> attendeeIds, List<Seat> agenda) {
            return new Course(CabMeetingState.HELD, attendeeIds, agenda, null, null);
        }

        Course closed(List<String> attended, List<Seat> decided, String text) {
            return new Course(CabMeetingState.CLOSED, attended, decided, text, null);
        }

        static Course cancelled(String reason) {
            return new Course(CabMeetingState.CANCELLED, List.of(), List.of(), null, reason);
        }
    }

    /**
     * A request for approval to the board.
     *
     * @param outcome its state when the meeting was closed; null before
     */
    public record Seat(
            String changeId, String requestId, @Nullable ApprovalRequestState outcome) {}

    CabMeeting with(Plan newPlan) {
        return new CabMeeting(id, newPlan, organiserId, course, version, revision, createdAt, updatedAt);
    }

    CabMeeting with(Course newCourse) {
        return new CabMeeting(id, plan, organiserId, newCourse, version, revision, createdAt, updatedAt);
    }

    /** The same at its next revision. */
    public CabMeeting moved(int newVersion, int newRevision, Instant at) {
        return new CabMeeting(id, plan, organiserId, course, newVersion, newRevision, createdAt, at);
    }
}
