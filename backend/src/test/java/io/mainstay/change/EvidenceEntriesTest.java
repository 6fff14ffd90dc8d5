// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.internal.Changes;
import io.mainstay.change.internal.ConflictFinder.Found;
import io.mainstay.change.internal.evidence.EvidenceVersion;
import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.Consequences;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.workflow.ApprovalConditionStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is seen of a change: any edit of any part of it is told under its name, and nothing is told of what is the same. */
class EvidenceEntriesTest {

    private static final long SEED = Long.getLong("mainstay.evidence.seed", 20_261_205L);
    private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");
    private static final int ITEMS = 300;

    /** What is looked at, as it can be edited. */
    private static final class Seen {

        private final Set<String> ciIds = new TreeSet<>();
        private final Map<String, Consequences.Hit> hits = new HashMap<>();
        private final Map<String, String> plan =
                new HashMap<>(Map.of("plan", "Move", "testPlan", "Try", "backOutPlan", "Undo"));
        private final Map<String, String> exclusions = new HashMap<>();
        private final List<ChangeRisk.Part> parts = new ArrayList<>();
        private final Set<String> hidden = new HashSet<>();
        private final List<ChangeConflict> conflicts = new ArrayList<>();
        private final List<FreezeException> excepted = new ArrayList<>();
        private final List<ChangeTask> tasks = new ArrayList<>();
        private int hiddenServices;
        private int hiddenConflicts;
        private int hiddenExcepted;
        private boolean complete = true;

        List<EvidenceEntry> entries() {
            Change change = Changes.in(ChangeState.AUTHORISATION, ChangeType.NORMAL);
            change = change.with(new Change.Plan(
                    plan.get("plan"),
                    plan.get("testPlan"),
                    plan.get("backOutPlan"),
                    null,
                    change.plan().window(),
                    change.implementerIds(),
                    exclusions.entrySet().stream()
                            .map(one -> new Change.Exclusion(one.getKey(), one.getValue()))
                            .toList()));
            Map<String, ConfigurationItem> items = new HashMap<>();
            IntStream.range(0, ITEMS).mapToObj(EvidenceEntriesTest::id).forEach(id -> {
                if (!hidden.contains(id)) {
                    items.put(id, item(id));
                }
            });
            List<Consequences.Hit> services = new ArrayList<>(hits.values());
            services.sort((one, other) -> one.ciId().compareTo(other.ciId()));
            ChangeRisk risk = new ChangeRisk(
                    RiskLevel.LOW,
                    parts.stream().mapToInt(ChangeRisk.Part::points).sum(),
                    parts,
                    List.of(),
                    true,
                    1);
            return EvidenceEntries.of(
                    new ChangeFacts.Of(
                            change,
                            ciIds,
                            tasks,
                            null,
                            new Consequences(services, hiddenServices, Consequences.NONE.totals(), complete),
                            new Found(List.of(), Set.of())),
                    risk,
                    new ChangeConflicts(conflicts, hiddenConflicts, hiddenExcepted, Set.of()),
                    excepted,
                    items);
        }
    }

    /** Whoever approves grants it, whether they see the freeze or not; that it is granted makes nothing stale. */
    @Test
    void shouldTellOfExceptionsAndNotOfTheirBeingGranted() {
        Seen seen = new Seen();
        seen.hiddenConflicts = 1;
        String before = EvidenceVersion.hash("change", seen.entries());

        seen.excepted.add(exception(null));
        List<EvidenceEntry> asked = seen.entries();

        assertThat(EvidenceVersion.hash("change", asked)).isNotEqualTo(before);
        assertThat(asked)
                .filteredOn(entry -> entry.key().equals("freezeExceptions"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.text()).contains("1", "It cannot wait").doesNotContain("freeze-1");
                    assertThat(entry.recordIds()).isEmpty();
                });
        seen.excepted.set(0, exception("manager"));
        seen.hiddenConflicts = 0;
        seen.hiddenExcepted = 1;
        assertThat(EvidenceVersion.hash("change", seen.entries())).isEqualTo(EvidenceVersion.hash("change", asked));
    }

    /** The plan in its tasks is what is approved; what others want done is not, else who decides next would have seen something else. */
    @Test
    void shouldTellOfTasksOfThePlanAndOfNoConditions() {
        Seen seen = new Seen();
        String before = EvidenceVersion.hash("change", seen.entries());

        seen.tasks.add(task(new ChangeTask.Condition("request", ApprovalConditionStep.IMPLEMENTATION)));
        assertThat(EvidenceVersion.hash("change", seen.entries())).isEqualTo(before);
        seen.tasks.add(task(null));
        assertThat(EvidenceVersion.hash("change", seen.entries())).isNotEqualTo(before);
    }

    private static ChangeTask task(ChangeTask.@Nullable Condition condition) {
        return new ChangeTask("task", "change", 1, "Tell the desk", null, null, null, AT, condition, null);
    }

    private static FreezeException exception(@Nullable String grantedById) {
        return new FreezeException("change", "freeze-1", "It cannot wait", "requester", AT, true, grantedById, null);
    }

    @Test
    void shouldTellOfWhateverIsEditedUnderItsName() {
        for (int round = 0; round < 1_000; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            Seen seen = random(random);
            List<EvidenceEntry> before = seen.entries();
            EvidenceVersion version = EvidenceVersion.of("change", AT, before);
            List<EvidenceEntry> again = new ArrayList<>(seen.entries());
            Collections.shuffle(again, random);
            assertThat(EvidenceVersion.hash("change", again))
                    .as("seed %d", seed)
                    .isEqualTo(version.hash());
            assertThat(before.stream().map(entry -> entry.part() + " " + entry.key()))
                    .as("seed %d: each once", seed)
                    .doesNotHaveDuplicates();

            String edited = edit(random, seen);

            List<EvidenceEntry> after = seen.entries();
            assertThat(EvidenceVersion.hash("change", after))
                    .as("seed %d: %s", seed, edited)
                    .isNotEqualTo(version.hash());
            assertThat(version.to(after).stream().map(one -> one.part() + " " + one.key()))
                    .as("seed %d", seed)
                    .contains(edited);
        }
    }

    /** Beyond the bound nothing is told by name, but it is not lost either. */
    @Test
    void shouldNotLoseWhatIsBeyondTheBound() {
        Seen seen = new Seen();
        IntStream.range(0, 250).forEach(i -> hit(seen, i, ImpactState.DOWN));
        EvidenceVersion version = EvidenceVersion.of("change", AT, seen.entries());

        hit(seen, 249, ImpactState.DEGRADED);

        assertThat(EvidenceVersion.hash("change", seen.entries())).isNotEqualTo(version.hash());
        assertThat(version.to(seen.entries())).isNotEmpty().allMatch(one -> one.part() == EvidenceEntry.Part.IMPACT);
        assertThat(seen.entries()).hasSizeLessThan(EvidenceEntries.MAX_EACH + 20);
    }

    /** Whatever there is of them, conflicts take a bounded room, and an edit of any part of them is told. */
    @Test
    void shouldBoundConflictsAndLoseNothingOfThem() {
        Seen seen = new Seen();
        IntStream.range(0, 250).forEach(i -> seen.conflicts.add(impaired(i, 100)));
        List<EvidenceEntry> before = conflicts(seen);
        EvidenceVersion version = EvidenceVersion.of("change", AT, seen.entries());

        assertThat(before).hasSize(EvidenceEntries.MAX_EACH + 2);
        assertThat(before).allSatisfy(entry -> assertThat(entry.value()).hasSizeLessThan(1_000));
        EvidenceEntry more = only(before, "more");
        assertThat(more.value()).hasSize(64);
        assertThat(more.text()).isEqualTo("More conflicts: 50");

        seen.conflicts.set(249, impaired(249, 99));
        assertThat(only(conflicts(seen), "more").value()).isNotEqualTo(more.value());
        seen.conflicts.set(249, impaired(249, 100));
        assertThat(conflicts(seen)).isEqualTo(before);

        seen.conflicts.set(0, impaired(0, 99));
        assertThat(EvidenceVersion.hash("change", seen.entries())).isNotEqualTo(version.hash());
        assertThat(version.to(seen.entries()).stream().map(one -> one.part() + " " + one.key()))
                .as("the last of its items is beyond what is listed")
                .containsExactly("CONFLICT CI_IMPAIRED/" + id(0));
    }

    /** A window may hold very often while a change is made. */
    @Test
    void shouldBoundConflictsWithTheSame() {
        Seen seen = new Seen();
        IntStream.range(0, 900).forEach(_ -> seen.conflicts.add(impaired(0, 100)));
        EvidenceEntry before = only(conflicts(seen), "CI_IMPAIRED/" + id(0));

        assertThat(before.value()).hasSizeLessThan(10_000);
        assertThat(before.text()).endsWith(" And 890 more times.");
        assertThat(before.recordIds()).hasSize(101);
        seen.conflicts.set(899, impaired(0, 99));
        assertThat(only(conflicts(seen), before.key()).value()).isNotEqualTo(before.value());
    }

    /** An item that is down, and so many that need it. */
    private static ChangeConflict impaired(int i, int neededBy) {
        return new ChangeConflict(
                ChangeConflictKind.CI_IMPAIRED,
                IntStream.range(1_000, 1_000 + neededBy)
                        .mapToObj(needed -> item(id(needed)))
                        .toList(),
                List.of(item(id(i))),
                ChangeConflict.Other.NONE.with(ImpactState.DOWN),
                null,
                0,
                "It is down.");
    }

    private static List<EvidenceEntry> conflicts(Seen seen) {
        return seen.entries().stream()
                .filter(entry -> entry.part() == EvidenceEntry.Part.CONFLICT)
                .toList();
    }

    private static EvidenceEntry only(List<EvidenceEntry> entries, String key) {
        List<EvidenceEntry> found =
                entries.stream().filter(entry -> entry.key().equals(key)).toList();
        assertThat(found).as(key).hasSize(1);
        return found.getFirst();
    }

    private static Seen random(Random random) {
        Seen seen = new Seen();
        for (int i = 0; i < 20; i++) {
            if (random.nextInt(3) == 0) {
                seen.ciIds.add(id(i));
            }
            if (random.nextInt(3) == 0) {
                hit(seen, 100 + i, ImpactState.values()[random.nextInt(ImpactState.values().length)]);
            }
            if (random.nextInt(6) == 0) {
                seen.exclusions.put(id(50 + i), "because");
            }
            if (random.nextInt(4) == 0) {
                seen.parts.add(new ChangeRisk.Part("Rule " + i, i, "there are " + i));
            }
            if (random.nextInt(8) == 0) {
                seen.hidden.add(id(random.nextInt(100)));
            }
        }
        seen.hiddenServices = random.nextInt(2);
        seen.hiddenConflicts = random.nextInt(2);
        return seen;
    }

    /** Edits one thing and says which. */
    private static String edit(Random random, Seen seen) {
        switch (random.nextInt(9)) {
            case 0 -> {
                seen.ciIds.add(id(30));
                return seen.hidden.contains(id(30)) ? "ITEM hidden" : "ITEM " + id(30);
            }
            case 1 -> {
                if (seen.ciIds.isEmpty()) {
                    seen.ciIds.add(id(31));
                    return seen.hidden.contains(id(31)) ? "ITEM hidden" : "ITEM " + id(31);
                }
                String gone = seen.ciIds.iterator().next();
                seen.ciIds.remove(gone);
                return seen.hidden.contains(gone) ? "ITEM hidden" : "ITEM " + gone;
            }
            case 2 -> {
                hit(seen, 130, ImpactState.DOWN);
                return "IMPACT " + id(130);
            }
            case 3 -> {
                Consequences.Hit hit = seen.hits.get(id(100));
                boolean down = hit != null && hit.state() == ImpactState.DOWN;
                hit(seen, 100, down ? ImpactState.AT_RISK : ImpactState.DOWN);
                return "IMPACT " + id(100);
            }
            case 4 -> {
                String field = List.of("plan", "testPlan", "backOutPlan").get(random.nextInt(3));
                if (random.nextBoolean()) {
                    seen.plan.remove(field);
                } else {
                    seen.plan.put(field, "Another " + random.nextInt(100));
                }
                return "FIELD " + field;
            }
            case 5 -> {
                seen.exclusions.put(id(99), "another reason, which is longer than a version has room for");
                return seen.hidden.contains(id(99)) ? "EXCLUSION hidden" : "EXCLUSION " + id(99);
            }
            case 6 -> {
                seen.parts.add(new ChangeRisk.Part("Another rule", 1, "it holds"));
                return "RISK rule/Another rule";
            }
            case 7 -> {
                seen.hiddenServices++;
                return "IMPACT hidden";
            }
            default -> {
                if (random.nextBoolean()) {
                    seen.hiddenConflicts++;
                    return "CONFLICT hidden";
                }
                seen.complete = false;
                return "IMPACT complete";
            }
        }
    }

    private static void hit(Seen seen, int i, ImpactState state) {
        seen.hits.put(id(i), new Consequences.Hit(id(i), state, state == ImpactState.AT_RISK));
    }

    private static String id(int i) {
        return "01900000-0000-7000-8000-%012d".formatted(i);
    }

    private static ConfigurationItem item(String id) {
        return new ConfigurationItem(
                id,
                "CI1",
                "Item " + id,
                null,
                "server",
                CiLifecycle.LIVE,
                OperationalStatus.UP,
                null,
                null,
                null,
                "org",
                Confidentiality.PUBLIC_INTERNAL,
                null,
                null,
                false,
                Map.of(),
                Map.of(),
                null,
                1,
                1,
                AT,
                AT);
    }
}
