// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a request for approval is due, where its stage does not say: at the end of business time on a day after that on which the stage
 * begins.
 *
 * @param dueBusinessDays how many days with business time after that day
 * @param calendarId the business calendar by which days count
 * @param remindAt at which percentages of its time who is asked is reminded
 * @param freshLogin how long ago who decides may have signed in, where a policy asks for a fresh login; ours
 * @param returnAfter how long a question of an approver waits for an answer, before the request is theirs again without one; ours
 */
@ConfigurationProperties("mainstay.approval")
public record ApprovalProperties(
        @DefaultValue("3") int dueBusinessDays,

        @DefaultValue("00000000-0000-7000-8051-000000000052")
        String calendarId,

        @DefaultValue({"50", "90"}) List<Integer> remindAt,
        @DefaultValue("15m") Duration freshLogin,
        @DefaultValue("2d") Duration returnAfter) {

    private static final int SECONDS_OF_MINUTE = 60;

    public ApprovalProperties {
        remindAt = List.copyOf(remindAt);
        if (remindAt.stream().anyMatch(percent -> percent < 1 || percent > 99)) {
            throw new IllegalArgumentException(
                    "mainstay.approval.remind-at must be percentages from 1 to 99: " + remindAt);
        }
        if (freshLogin.compareTo(Duration.ofMinutes(1)) < 0 || freshLogin.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "mainstay.approval.fresh-login must be between a minute and a day: " + freshLogin);
        }
        if (returnAfter.compareTo(Duration.ofMinutes(1)) < 0 || returnAfter.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException(
                    "mainstay.approval.return-after must be between a minute and 366 days: " + returnAfter);
        }
        if (dueBusinessDays < 0) {
            throw new IllegalArgumentException(
                    "mainstay.approval.due-business-days must not be negative: " + dueBusinessDays);
        }
    }

    /** In minutes if it is whole ones, else in seconds. */
    String freshLoginInWords() {
        long seconds = freshLogin.toSeconds();
        return seconds % SECONDS_OF_MINUTE == 0
                ? counted(seconds / SECONDS_OF_MINUTE, "minute")
                : counted(seconds, "second");
    }

    private static String counted(long count, String unit) {
        return count == 1 ? "1 " + unit : count + " " + unit + "s";
    }
}
