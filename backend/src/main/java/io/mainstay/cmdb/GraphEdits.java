// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.internal.CommandReferences;
import io.mainstay.cmdb.internal.ConfigurationItemFields;
import io.mainstay.cmdb.internal.ConfigurationItemRules;
import io.mainstay.cmdb.internal.ConfigurationItemRules.Drawn;
import io.mainstay.cmdb.internal.ConfigurationItemSubject;
import io.mainstay.cmdb.internal.FieldPath;
import io.mainstay.cmdb.internal.GraphEditBase;
import io.mainstay.cmdb.internal.GraphEditPlanner;
import io.mainstay.cmdb.internal.RelationStore;
import io.mainstay.cmdb.internal.SecretAttributes;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.identity.IdentityService;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.record.Numbers;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Subject.Edited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Plans edits of the graph, says what has moved since, and applies them. */
@Service
public final class GraphEdits {

    private static final String CREATE = "ci.create";
    private static final String UPDATE = "ci.update";
    private static final String RETIRE = "ci.set-lifecycle";

    private final ConfigurationItemStore items;
    private final ConfigurationItemSubject subject;
    private final RelationStore relations;
    private final RelationService relating;
    private final CiClasses classes;
    private final IdentityService identity;
    private final SecretAttributes secrets;
    private final Numbers numbers;
    private final Journal journal;
    private final BusinessClock clock;

    GraphEdits(
            ConfigurationItemStore items,
            ConfigurationItemSubject subject,
            RelationStore relations,
            RelationService relating,
            CiClasses classes,
            IdentityService identity,
            SecretAttributes secrets,
            Numbers numbers,
            Journal journal,
            BusinessClock clock) {
        this.items = items;
        this.subject = subject;
        this.relations = relations;
        this.relating = relating;
        this.classes = classes;
        this.identity = identity;
        this.secrets = secrets;
        this.numbers = numbers;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Checks an edit as if it were made now, and keeps what it was planned on. Writes nothing; numbers are drawn for the CIs that it adds.
     *
     * @throws RefusedException if it breaks a rule
     */
    public GraphEdit plan(Principal principal, PlanGraphEdit command) {
        principal.require(Permission.CI_WRITE);
        return new GraphEditPlanner(items, relations, classes.tree(), identity, principal, secrets, clock.now())
                .plan(command, () -> numbers.next(ConfigurationItemService.NUMBER_PREFIX));
    }

    /**
     * What is not any more as edits were planned on it, whoever may see it; three database calls at most, however many edits.
     *
     * @return the differences of each edit, by its key
     */
    public Map<String, List<GraphEditDifference>> differences(Map<String, GraphEdit> edits) {
        Map<String, ConfigurationItem> present = items.byIds(
                edits.values().stream()
                        .flatMap(edit -> edit.changedItemIds().stream())
                        .collect(Collectors.toSet()),
                Principal.SYSTEM.visibility());
        Map<String, CiRelation> ended = relations.byIds(
                edits.values().stream()
                        .flatMap(edit -> edit.endedRelations().stream())
                        .map(GraphEdit.EndedRelation::relationId)
                        .collect(Collectors.toSet()),
                Principal.SYSTEM.visibility());
        Map<String, List<GraphEditDifference>> differences = new HashMap<>();
        edits.forEach((key, edit) -> differences.put(key, differences(edit, present, ended)));
        return differences;
    }

    /**
     * Applies an edit as a whole, inside an open unit of work. Whoever may say that it is to be applied was asked before: here nobody's
     * permissions count.
     *
     * @param principal who is named by the histories
     * @param cause what the histories name as the reason
     * @throws RefusedException CONFLICT with the cause STALE_BASE if it is not any more as the edit was planned on it; or what is wrong with
     *     it by now, as far as the principal sees all that it is about
     */
    public void apply(Principal principal, GraphEdit edit, FieldChange cause) {
        Occurrence at = Occurrence.at(clock.now());
        Map<String, ConfigurationItem> before = items.lock(edit.presentItemIds());
        Map<String, CiRelation> ended = relations.lock(edit.endedRelations().stream()
                .map(GraphEdit.EndedRelation::relationId)
                .toList());
        refuseIfStale(principal, edit, before, ended);
        try {
            make(principal, edit, before, ended, cause, at);
        } catch (RefusedException refused) {
            throw shown(principal, before, refused);
        }
    }

    private void make(
            Principal principal,
            GraphEdit edit,
            Map<String, ConfigurationItem> before,
            Map<String, CiRelation> ended,
            FieldChange cause,
            Occurrence at) {
        List<JournalEntry> entries = new ArrayList<>();
        for (Edited<ConfigurationItem> each : items(principal, edit, before, at)) {
            entries.add(entry(each));
        }
        entries.addAll(relating.endAll(principal, List.copyOf(ended.values()), at.occurredAt()));
        entries.addAll(relating.createAll(
                principal, edit.addedRelations(), i -> path(PlanGraphEdit.ADD_RELATIONS, i), at.occurredAt()));
        journal.appendEach(entries.stream().map(entry -> because(entry, cause)).toList());
    }

    /** What stands against the edit may name what it is about, which whoever applies it need not see. */
    private static RefusedException shown(
            Principal principal, Map<String, ConfigurationItem> items, RefusedException refused) {
        return visibleAmong(principal, items).size() == items.size()
                ? refused
                : new RefusedException(UserError.of(
                                UserErrorCode.CONFLICT,
                                "The graph edit cannot be made any more as it was planned. Ask who has planned it.",
                                "input",
                                "outcome")
                        .with("cause", "NOT_AS_PLANNED"));
    }

    private void refuseIfStale(
            Principal principal,
            GraphEdit edit,
            Map<String, ConfigurationItem> now,
            Map<String, CiRelation> relationsNow) {
        List<GraphEditDifference> differences = differences(edit, now, relationsNow);
        if (differences.isEmpty()) {
            return;
        }
        Set<String> visible = visibleAmong(principal, now);
        List<Map<String, Object>> shown = new ArrayList<>();
        for (GraphEditDifference difference : differences) {
            shown(difference, edit, now, visible).ifPresent(shown::add);
        }
        throw new RefusedException(UserError.of(
                        UserErrorCode.CONFLICT,
                        "The graph edit was planned on something else than what is there now: %d of what it touches have changed."
                                .formatted(differences.size()),
                        "input",
                        "outcome")
                .with("cause", "STALE_BASE")
                .with("differences", shown)
                .with("hiddenDifferenceCount", differences.size() - shown.size()));
    }

    private static Set<String> visibleAmong(Principal principal, Map<String, ConfigurationItem> items) {
        return items.values().stream()
                .filter(item -> principal.visibility().allows(item.visibilityFacts()))
                .map(ConfigurationItem::id)
                .collect(Collectors.toSet());
    }

    private static Optional<Map<String, Object>> shown(
            GraphEditDifference difference, GraphEdit edit, Map<String, ConfigurationItem> now, Set<String> visible) {
        String ciId = difference.ciId();
        if (ciId != null) {
            ConfigurationItem item = now.get(ciId);
            return item == null || !visible.contains(ciId)
                    ? Optional.empty()
                    : Optional.of(Map.of("ciId", ciId, "number", item.number(), "fields", difference.fields()));
        }
        String relationId = Objects.requireNonNull(difference.relationId());
        return edit.endedRelations().stream()
                .filter(ended -> ended.relationId().equals(relationId))
                .filter(ended -> visible.contains(ended.sourceId()) && visible.contains(ended.targetId()))
                .findFirst()
                .map(_ -> Map.of("relationId", relationId, "fields", difference.fields()));
    }

    private static List<GraphEditDifference> differences(
            GraphEdit edit, Map<String, ConfigurationItem> items, Map<String, CiRelation> relations) {
        Map<String, GraphEdit.Base> bases = new LinkedHashMap<>();
        edit.alteredItems().forEach(altered -> bases.put(altered.ciId(), altered.base()));
        edit.retiredItems().forEach(retired -> bases.put(retired.ciId(), retired.base()));
        Set<String> versioned = edit.alteredItems().stream()
                .filter(altered -> altered.fields().attributes().containsKey(InstalledVersions.ATTRIBUTE))
                .map(GraphEdit.AlteredItem::ciId)
                .collect(Collectors.toSet());
        List<GraphEditDifference> differences = new ArrayList<>();
        bases.forEach((ciId, base) -> {
            List<String> fields =
                    GraphEditBase.differing(base, Objects.requireNonNull(items.get(ciId)), versioned.contains(ciId));
            if (!fields.isEmpty()) {
                differences.add(new GraphEditDifference(ciId, null, fields));
            }
        });
        for (GraphEdit.EndedRelation ended : edit.endedRelations()) {
            if (Objects.requireNonNull(relations.get(ended.relationId())).to() != null) {
                differences.add(new GraphEditDifference(null, ended.relationId(), List.of("to")));
            }
        }
        return differences;
    }

    /** Writes the CIs, whose locks are held. */
    private List<Edited<ConfigurationItem>> items(
            Principal principal, GraphEdit edit, Map<String, ConfigurationItem> locked, Occurrence at) {
        Instant now = at.occurredAt();
        ConfigurationItemRules rules = new ConfigurationItemRules(
                classes.tree(),
                CommandReferences.of(
                        identity,
                        Principal.SYSTEM,
                        edit.addedItems().stream()
                                .map(GraphEdit.AddedItem::item)
                                .toList(),
                        edit.alteredItems().stream()
                                .map(GraphEdit.AlteredItem::fields)
                                .toList()),
                Principal.SYSTEM,
                secrets);
        Validation validation = new Validation();
        Map<ConfigurationItem, ConfigurationItem> saved = new LinkedHashMap<>();
        List<ConfigurationItem> created = new ArrayList<>();
        for (int i = 0; i < edit.addedItems().size(); i++) {
            GraphEdit.AddedItem added = edit.addedItems().get(i);
            rules.create(
                            added.item(),
                            new Drawn(added.id(), added.number(), now),
                            path(PlanGraphEdit.ADD_ITEMS, i),
                            validation)
                    .ifPresent(created::add);
        }
        for (int i = 0; i < edit.alteredItems().size(); i++) {
            GraphEdit.AlteredItem altered = edit.alteredItems().get(i);
            ConfigurationItem before = Objects.requireNonNull(locked.get(altered.ciId()));
            FieldPath path = path(PlanGraphEdit.ALTER_ITEMS, i);
            put(saved, before, rules.update(before, altered.fields(), now, path, validation), now);
        }
        for (GraphEdit.RetiredItem retired : edit.retiredItems()) {
            ConfigurationItem before = Objects.requireNonNull(locked.get(retired.ciId()));
            put(saved, before, before.with(CiLifecycle.RETIRED, before.operationalStatus()), now);
        }
        validation.refuseIfFailed();
        subject.createAll(created);
        subject.saveAll(saved);
        List<Edited<ConfigurationItem>> edits = new ArrayList<>();
        created.forEach(item -> edits.add(edited(principal, CREATE, null, item, at)));
        saved.forEach((before, after) -> edits.add(
                edited(principal, before.lifecycle() == after.lifecycle() ? UPDATE : RETIRE, before, after, at)));
        return edits;
    }

    /** Where a refusal says that it stands: as in the input that planned it. */
    private static FieldPath path(String list, int index) {
        return new FieldPath(List.of("graphEdit", list, String.valueOf(index)));
    }

    private static void put(
            Map<ConfigurationItem, ConfigurationItem> saved,
            ConfigurationItem before,
            ConfigurationItem after,
            Instant now) {
        if (!ConfigurationItemFields.changes(before, after).isEmpty()) {
            saved.put(before, after.moved(before.version() + 1, before.revision() + 1, now));
        }
    }

    private static Edited<ConfigurationItem> edited(
            Principal principal,
            String action,
            @Nullable ConfigurationItem before,
            ConfigurationItem after,
            Occurrence at) {
        return new Edited<>(principal, action, before, after, at, ConfigurationItemFields.changes(before, after));
    }

    static JournalEntry entry(Edited<ConfigurationItem> edit) {
        ConfigurationItem after = edit.after();
        return new JournalEntry(
                Ids.next(),
                edit.principal(),
                ConfigurationItem.TYPE,
                after.id(),
                after.revision(),
                edit.action(),
                after.updatedAt(),
                edit.at().recordedAt(),
                edit.fields(),
                ConfigurationItemSubject.events(edit));
    }

    private static JournalEntry because(JournalEntry entry, FieldChange cause) {
        return new JournalEntry(
                entry.entryId(),
                entry.principal(),
                entry.aggregateType(),
                entry.aggregateId(),
                entry.revision(),
                entry.action(),
                entry.occurredAt(),
                entry.recordedAt(),
                Stream.concat(entry.fields().stream(), Stream.of(cause)).toList(),
                entry.events());
    }
}
