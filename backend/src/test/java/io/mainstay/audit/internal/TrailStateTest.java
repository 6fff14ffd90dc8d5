// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.FieldChange;
import io.mainstay.audit.TrailedRecords;
import io.mainstay.audit.TrailedSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrailStateTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final Set<String> TOLD = Set.of("title", "teamId", "size", "secret", "ciIds", "digests");

    private final List<ChainedEntry> chain = new ArrayList<>();

    @Test
    void shouldAcceptWhatTheTrailLeadsTo() {
        entry(change("title", null, "a"), change("teamId", null, "1"), change("ciIds", null, "[x, y]"));
        entry(change("title", "a", "b"), change("teamId", "1", null), change("ciIds", "[x]", null));
        entry(change("ciIds", null, "[z]"), change("unknown", null, "what the record does not say"));

        assertThat(differing(change("title", null, "b"), change("ciIds", null, "[z, y]")))
                .isEmpty();
    }

    @Test
    void shouldNameWhatDiffers() {
        entry(change("title", null, "a"), change("teamId", null, "1"), change("ciIds", null, "[x, y]"));

        assertThat(differing(change("title", null, "b"), change("size", null, "3"), change("ciIds", null, "[x]")))
                .containsExactly("ciIds", "size", "teamId", "title");
        assertThat(differing(
                        change("title", null, "a"), change("teamId", null, "1"), change("ciIds", null, "[x, y, z]")))
                .as("one more")
                .containsExactly("ciIds");
    }

    @Test
    void shouldCompareNumbersByTheirValue() {
        entry(change("size", null, "1.50"));

        assertThat(differing(change("size", null, "1.5"))).isEmpty();
        assertThat(differing(change("size", null, "1.51"))).containsExactly("size");
    }

    @Test
    void shouldLeaveAloneWhatTheTrailNoLongerSays() {
        entry(change("title", null, "a"), FieldChange.secret("secret", null, "hidden"));
        chain.replaceAll(entry -> entry.erased(Set.of("title")));

        assertThat(differing(change("title", null, "anything"), FieldChange.secret("secret", null, "sealed")))
                .isEmpty();
        entry(change("title", "a", "b"));
        assertThat(differing(change("title", null, "anything")))
                .as("said again")
                .containsExactly("title");
    }

    @Test
    void shouldAcceptMoreWhereTheTrailBeganLate() {
        entry(change("digests", null, "[one]"));

        assertThat(differing(change("digests", null, "[earlier, one]"))).isEmpty();
        assertThat(differing(change("digests", null, "[earlier, other]"))).containsExactly("digests");
    }

    @Test
    void shouldCompareOfShippedRecordsWhatWasChangedSince() {
        entry(change("title", "shipped", "a"), change("teamId", null, "1"));

        assertThat(differingSettings(
                        change("title", null, "a"), change("teamId", null, "1"), change("size", null, "3")))
                .as("the size that it was shipped with")
                .isEmpty();
        assertThat(differingSettings(change("title", null, "shipped"), change("teamId", null, "1")))
                .containsExactly("title");
    }

    @Test
    void shouldCompareAllOfWhatWasCreated() {
        entry(change("title", null, "a"));
        entry(change("title", "a", "b"));

        assertThat(differingSettings(change("title", null, "b"))).isEmpty();
        assertThat(differingSettings(change("title", null, "b"), change("size", null, "3")))
                .containsExactly("size");
    }

    @Test
    void shouldAcceptAValueOfWhichTheTrailBeganToTellLate() {
        entry(change("title", null, "a"));

        assertThat(differingSettings(change("title", null, "a"), change("teamId", null, "1")))
                .isEmpty();
        entry(change("teamId", "1", "2"));
        assertThat(differingSettings(change("title", null, "a"), change("teamId", null, "1")))
                .containsExactly("teamId");
    }

    private Set<String> differingSettings(FieldChange... now) {
        Map<String, Function<String, @Nullable Object>> fields =
                Map.of("title", text -> text, "teamId", text -> text, "size", text -> text);
        return TrailState.differing(
                new TrailedSettings<String>("Test", "title", fields, Set.of("teamId"), _ -> Map.of()),
                chain,
                List.of(now));
    }

    private static FieldChange change(String field, @Nullable String before, @Nullable String after) {
        return new FieldChange(field, before, after, false);
    }

    private void entry(FieldChange... changes) {
        chain.add(ChainedEntry.of(
                new AuditDraft("entry", "record", chain.size() + 1, "Test", "test", "person", AT, AT, List.of(changes)),
                List.of(changes).stream()
                        .map(change -> AuditedValue.of(change, "salt"))
                        .toList(),
                ""));
    }

    private Set<String> differing(FieldChange... now) {
        return TrailState.differing(new Kind(), chain, List.of(now));
    }

    private static final class Kind implements TrailedRecords {

        @Override
        public String aggregateType() {
            return "Test";
        }

        @Override
        public boolean tells(String field) {
            return TOLD.contains(field);
        }

        @Override
        public Set<String> collections() {
            return Set.of("ciIds", "digests");
        }

        @Override
        public Set<String> begunLate() {
            return Set.of("digests");
        }

        @Override
        public Map<String, List<FieldChange>> now(Collection<String> ids) {
            return Map.of();
        }
    }
}
