// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.ChangeFigures;
import io.mainstay.change.ChangeFigures.Counts;
import io.mainstay.change.ChangeFigures.Dimension;
import io.mainstay.change.ChangeFigures.Group;
import io.mainstay.change.ChangeFigures.Groups;
import io.mainstay.change.ChangeFigures.Times;
import io.mainstay.change.ChangeReport;
import io.mainstay.change.ReleaseFigures;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What somebody is told of the groups of a report, and how figures are kept. */
class ReportGroupsTest {

    private static Group group(@Nullable String key, int closed) {
        return new Group(Dimension.SERVICE, key, new Counts(closed, closed, 2, 3, 4, 5, 6, 7));
    }

    @Test
    void shouldCountTogetherWhatIsHidden() {
        Groups kept =
                new Groups(List.of(group("hidden", 9), group("seen", 8), group(null, 2), group("gone", 1)), false);

        assertThat(ReportGroups.told(kept, Set.of("seen", "other")))
                .isEqualTo(new Groups(
                        List.of(
                                new Group(Dimension.SERVICE, null, new Counts(12, 12, 6, 9, 12, 15, 18, 21)),
                                group("seen", 8)),
                        false));
        assertThat(ReportGroups.told(kept, Set.of("hidden", "seen", "gone")).groups())
                .containsExactlyElementsOf(kept.groups());
    }

    @Test
    void shouldKeepFiguresAsTheyWere() {
        Groups groups = new Groups(List.of(group("one", 3), group(null, 2)), false);
        ChangeReport.Figures figures = new ChangeReport.Figures(
                new Counts(1, 2, 3, 4, 5, 6, 7, 8),
                groups,
                groups,
                groups,
                groups,
                new Times(2, Duration.ofSeconds(61), Duration.ofDays(3)),
                new Times(0, null, null),
                new ChangeReport.Conflicts(3, 1, true),
                new ChangeReport.Incidents(2, 5, 9, false),
                new ReleaseFigures(4, 1, 2),
                new ChangeFigures.Approvals(7, 5, 1));

        String kept = ReportFiguresJson.write(figures);

        assertThat(ReportFiguresJson.read(kept)).isEqualTo(figures);
        assertThat(ReportFiguresJson.write(ReportFiguresJson.read(kept))).isEqualTo(kept);
        // As an earlier release kept them, which did not count approvals.
        String earlier = kept.replaceFirst(",\"approvals\":\\{[^}]*}", "");
        assertThat(earlier).isNotEqualTo(kept);
        assertThat(ReportFiguresJson.read(earlier).approvals()).isNull();
    }
}
