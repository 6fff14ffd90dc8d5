// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.CabMeeting;
import io.mainstay.change.CabMeetingState;
import io.mainstay.change.internal.store.CabMeetingStore;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The meetings that a change names. */
@Component
public final class CabMeetingReferences {

    private final CabMeetingStore store;

    CabMeetingReferences(CabMeetingStore store) {
        this.store = store;
    }

    /**
     * Checks that a meeting was held. What was held stays so, which is why nothing is locked.
     *
     * @param id null for none
     * @throws RefusedException NOT_FOUND if there is no such meeting; CONFLICT if it was not held yet, or was cancelled
     */
    public void requireHeld(@Nullable String id) {
        if (id == null) {
            return;
        }
        CabMeeting meeting = store.byIds(List.of(id)).get(id);
        if (meeting == null) {
            throw RefusedException.notFound("CAB meeting", id, "input", "meetingId");
        }
        CabMeetingState state = meeting.course().state();
        if (state != CabMeetingState.HELD && state != CabMeetingState.CLOSED) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "The meeting is " + state + ": name one that was held.",
                            "input",
                            "meetingId")
                    .with("state", state.name()));
        }
    }
}
