// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.ChangeEvidenceDifference.Kind;
import io.mainstay.change.EvidenceEntry;
import io.mainstay.change.EvidenceEntry.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Versions against a naive comparison of what was seen with what is there now. */
class EvidenceVersionTest {

    private static final long SEED = Long.getLong("mainstay.evidence.seed", 20_261_202L);
    private static final int ROUNDS = Integer.getInteger("mainstay.evidence.rounds", 2_000);
    private static final Instant AT = Instant.parse("2026-12-01T10:00:00.123Z");
    private static final String CHANGE = "01900000-0000-7000-8000-00000000c001";

    /** Every difference is told, by its part and key, and nothing else; whatever the order; and the hash differs exactly then. */
    @Test
    void shouldTellExactlyWhatDiffers() {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            List<EvidenceEntry> then = entries(random, random.nextInt(random.nextInt(8) == 0 ? 400 : 60));
            List<EvidenceEntry> now = edited(random, then);
            EvidenceVersion version = EvidenceVersion.read(
                            EvidenceVersion.of(CHANGE, AT, then).text())
                    .orElseThrow();

            List<EvidenceVersion.Difference> told = version.to(now);

            Map<String, String> wanted = naive(then, now);
            assertThat(version.hash().equals(EvidenceVersion.hash(CHANGE, now)))
                    .as("seed %d: the same hash", seed)
                    .isEqualTo(wanted.isEmpty());
            assertThat(told.isEmpty()).as("seed %d: nothing told", seed).isEqualTo(wanted.isEmpty());
            Set<Part> folded = new HashSet<>();
            for (EvidenceVersion.Difference one : told) {
                if (one.key() == null) {
                    folded.add(one.part());
                    assertThat(wanted.keySet())
                            .as("seed %d: %s", seed, one)
                            .anyMatch(key -> key.startsWith(one.part() + " "));
                } else {
                    assertThat(wanted.get(one.part() + " " + one.key()))
                            .as("seed %d: %s", seed, one)
                            .isEqualTo(one.kind() + " " + one.before() + " " + one.after());
                }
            }
            wanted.forEach((key, how) -> assertThat(folded.stream().anyMatch(part -> key.startsWith(part + " "))
                            || told.stream().anyMatch(one -> key.equals(one.part() + " " + one.key())))
                    .as("seed %d: %s %s", seed, key, how)
                    .isTrue());
            if (then.size() <= 60) {
                assertThat(folded).as("seed %d: there is room for all", seed).isEmpty();
            }
        }
    }

    @Test
    void shouldFitIntoAQuestionWhateverIsSeen() {
        Random random = new Random(SEED);
        for (int size : new int[] {0, 1, 100, 150, 151, 800}) {
            List<EvidenceEntry> all = IntStream.range(0, size)
                    .mapToObj(i -> entry(
                            Part.values()[random.nextInt(Part.values().length)],
                            "OUTSIDE_MAINTENANCE_WINDOW/" + new UUID(random.nextLong(), random.nextLong()),
                            random.nextLong() + "x".repeat(random.nextInt(60))))
                    .toList();

            String text = EvidenceVersion.of(CHANGE, AT, all).text();

            assertThat(text).hasSizeLessThanOrEqualTo(EvidenceVersion.MAX_LENGTH);
            EvidenceVersion read = EvidenceVersion.read(text).orElseThrow();
            assertThat(read.changeId()).isEqualTo(CHANGE);
            assertThat(read.takenAt()).isEqualTo(AT);
            assertThat(read.text()).isEqualTo(text);
            assertThat(read.to(all)).isEmpty();
        }
    }

    @Test
    void shouldBeOfOneChangeAndNotOfAnInstant() {
        List<EvidenceEntry> all = List.of(entry(Part.FIELD, "plan", "Move"));

        assertThat(EvidenceVersion.hash(CHANGE, all)).isNotEqualTo(EvidenceVersion.hash("other", all));
        assertThat(EvidenceVersion.of(CHANGE, AT, all).hash())
                .isEqualTo(EvidenceVersion.of(CHANGE, AT.plusSeconds(1), all).hash());
    }

    @Test
    void shouldCompareValuesAndNotWords() {
        EvidenceEntry then = new EvidenceEntry(Part.ITEM, "id", "linked", "Old name", List.of("id"));
        EvidenceEntry now = new EvidenceEntry(Part.ITEM, "id", "linked", "New name", List.of("id"));

        assertThat(EvidenceVersion.hash(CHANGE, List.of(then))).isEqualTo(EvidenceVersion.hash(CHANGE, List.of(now)));
    }

    @Test
    void shouldReadNothingButVersions() {
        String text =
                EvidenceVersion.of(CHANGE, AT, entries(new Random(SEED), 30)).text();
        Random random = new Random(SEED);

        for (String none :
                List.of("", "~~~", "a~b~c~d", "x", text + "~", text.substring(text.indexOf('~')), "~".repeat(4_000))) {
            assertThat(EvidenceVersion.read(none)).as(none).isEmpty();
        }
        for (int i = 0; i < 2_000; i++) {
            StringBuilder broken = new StringBuilder(text);
            for (int j = 0; j <= random.nextInt(3); j++) {
                broken.setCharAt(random.nextInt(broken.length()), (char) (' ' + random.nextInt(95)));
            }
            // whatever comes of it, it is no fault, and what it tells is bounded
            EvidenceVersion.read(broken.toString())
                    .ifPresent(read -> assertThat(read.to(List.of())).hasSizeLessThan(2_000));
        }
    }

    private static Map<String, String> naive(List<EvidenceEntry> then, List<EvidenceEntry> now) {
        Map<String, String> before = values(then);
        Map<String, String> after = values(now);
        Set<String> keys = new HashSet<>(before.keySet());
        keys.addAll(after.keySet());
        Map<String, String> differences = new TreeMap<>();
        for (String key : keys) {
            String was = before.get(key);
            String is = after.get(key);
            if (was == null) {
                differences.put(key, Kind.CAME + " null " + shown(is));
            } else if (is == null) {
                differences.put(key, Kind.WENT + " " + shown(was) + " null");
            } else if (!was.equals(is)) {
                differences.put(key, Kind.CHANGED + " " + shown(was) + " " + shown(is));
            }
        }
        return differences;
    }

    /** What a version has room for. */
    private static String shown(String value) {
        return value.length() <= 32 && !value.contains("\n") ? value : "null";
    }

    private static Map<String, String> values(List<EvidenceEntry> entries) {
        Map<String, String> values = new LinkedHashMap<>();
        entries.forEach(entry -> values.put(entry.part() + " " + entry.key(), entry.value()));
        return values;
    }

    private static List<EvidenceEntry> entries(Random random, int size) {
        Map<String, EvidenceEntry> entries = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            EvidenceEntry entry = random(random);
            entries.put(entry.part() + " " + entry.key(), entry);
        }
        return new ArrayList<>(entries.values());
    }

    private static EvidenceEntry random(Random random) {
        Part part = Part.values()[random.nextInt(Part.values().length)];
        String key = switch (random.nextInt(5)) {
            case 0 -> "*";
            case 1 -> "rule/ What ~ is=#\n" + random.nextInt(40);
            case 2 -> "hidden";
            default -> new UUID(1, random.nextInt(60)).toString();
        };
        return entry(part, key, value(random));
    }

    private static String value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "two\nlines " + random.nextInt(3);
            case 2 -> "a value that is longer than what has room in a version, number " + random.nextInt(3);
            default -> "DOWN " + random.nextInt(3);
        };
    }

    private static List<EvidenceEntry> edited(Random random, List<EvidenceEntry> entries) {
        Map<String, EvidenceEntry> edited = new LinkedHashMap<>();
        entries.forEach(entry -> edited.put(entry.part() + " " + entry.key(), entry));
        for (int i = random.nextInt(4); i > 0; i--) {
            EvidenceEntry other = random(random);
            switch (random.nextInt(3)) {
                case 0 -> edited.put(other.part() + " " + other.key(), other);
                case 1 -> edited.remove(other.part() + " " + other.key());
                default -> {
                    if (!entries.isEmpty()) {
                        EvidenceEntry one = entries.get(random.nextInt(entries.size()));
                        edited.put(one.part() + " " + one.key(), entry(one.part(), one.key(), value(random)));
                    }
                }
            }
        }
        List<EvidenceEntry> all = new ArrayList<>(edited.values());
        Collections.shuffle(all, random);
        return all;
    }

    private static EvidenceEntry entry(Part part, String key, String value) {
        return new EvidenceEntry(part, key, value, value, List.of());
    }
}
