// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.CreateRelation;
import io.mainstay.cmdb.GraphEdit;
import io.mainstay.cmdb.PlanGraphEdit;
import io.mainstay.cmdb.internal.ConfigurationItemRules.Drawn;
import io.mainstay.cmdb.internal.RelationRules.Checked;
import io.mainstay.cmdb.internal.RelationStore.Group;
import io.mainstay.cmdb.internal.RelationStore.GroupKey;
import io.mainstay.cmdb.internal.RelationStore.RelationKey;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.identity.IdentityService;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks one edit of the graph as if it were made now. The number of database calls does not depend on how much it does. */
public final class GraphEditPlanner {

    /** How many CIs an edit may add, alter and retire in all. */
    public static final int MAX_ITEMS = 50;

    /** How many relations an edit may add and end in all. */
    public static final int MAX_RELATIONS = 200;

    private static final int MAX_KEY = 60;

    private final ConfigurationItemStore items;
    private final RelationStore relations;
    private final CiClassTree classes;
    private final IdentityService identity;
    private final Principal principal;
    private final SecretAttributes secrets;
    private final Instant now;
    private final Validation validation = new Validation();

    public GraphEditPlanner(
            ConfigurationItemStore items,
            RelationStore relations,
            CiClassTree classes,
            IdentityService identity,
            Principal principal,
            SecretAttributes secrets,
            Instant now) {
        this.items = items;
        this.relations = relations;
        this.classes = classes;
        this.identity = identity;
        this.principal = principal;
        this.secrets = secrets;
        this.now = now;
    }

    /** A relation to be added, with where it stands in the command. */
    private record Wanted(String id, Checked checked, FieldPath path) {}

    /**
     * @param numbers draws the number of a CI that is to be added, once nothing is wrong
     * @throws RefusedException naming everything that is wrong
     */
    public GraphEdit plan(PlanGraphEdit command, Supplier<String> numbers) {
        checkSize(command);
        ConfigurationItemRules rules = new ConfigurationItemRules(
                classes,
                CommandReferences.of(
                        identity,
                        principal,
                        command.addItems().stream()
                                .map(PlanGraphEdit.AddItem::item)
                                .toList(),
                        command.alterItems().stream()
                                .map(PlanGraphEdit.AlterItem::fields)
                                .toList()),
                principal,
                secrets);
        Map<String, ConfigurationItem> present = items.byIds(named(command), principal.visibility());
        Map<String, String> added = added(command, rules);
        altered(command, rules, present);
        retired(command, present);
        Map<String, CiRelation> ended = ended(command);
        List<Wanted> wanted = wanted(command, added, present);
        validation.refuseIfFailed();
        checkRelations(wanted, ended.keySet());
        validation.refuseIfFailed();
        return new GraphEdit(
                command.addItems().stream()
                        .map(item -> new GraphEdit.AddedItem(
                                Objects.requireNonNull(added.get(item.key())), numbers.get(), item.key(), item.item()))
                        .toList(),
                command.alterItems().stream()
                        .map(item -> new GraphEdit.AlteredItem(item.ciId(), base(present, item.ciId()), item.fields()))
                        .toList(),
                command.retireItemIds().stream()
                        .map(id -> new GraphEdit.RetiredItem(id, base(present, id)))
                        .toList(),
                wanted.stream().map(GraphEditPlanner::addedRelation).toList(),
                command.endRelationIds().stream()
                        .map(id -> endedRelation(Objects.requireNonNull(ended.get(id))))
                        .toList());
    }

    private void checkSize(PlanGraphEdit command) {
        checkSize(
                MAX_ITEMS,
                Map.of(
                        PlanGraphEdit.ADD_ITEMS, command.addItems().size(),
                        PlanGraphEdit.ALTER_ITEMS, command.alterItems().size(),
                        PlanGraphEdit.RETIRE_ITEMS, command.retireItemIds().size()));
        checkSize(
                MAX_RELATIONS,
                Map.of(
                        PlanGraphEdit.ADD_RELATIONS, command.addRelations().size(),
                        PlanGraphEdit.END_RELATIONS, command.endRelationIds().size()));
        validation.refuseIfFailed();
    }

    /** Names the longest list, which is the one that is too long if only one is. */
    private void checkSize(int max, Map<String, Integer> sizes) {
        String longest =
                Collections.max(sizes.entrySet(), Map.Entry.comparingByValue()).getKey();
        validation.check(
                sizes.values().stream().mapToInt(Integer::intValue).sum() <= max,
                "at most " + max + ", together with " + String.join(", ", new TreeSet<>(sizes.keySet())),
                "input",
                longest);
    }

    private static Set<String> named(PlanGraphEdit command) {
        return Stream.of(
                        command.alterItems().stream().map(PlanGraphEdit.AlterItem::ciId),
                        command.retireItemIds().stream(),
                        command.addRelations().stream().map(PlanGraphEdit.AddRelation::sourceId),
                        command.addRelations().stream().map(PlanGraphEdit.AddRelation::targetId))
                .flatMap(ids -> ids)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** The ids that the CIs will have, by their keys. */
    private Map<String, String> added(PlanGraphEdit command, ConfigurationItemRules rules) {
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < command.addItems().size(); i++) {
            PlanGraphEdit.AddItem add = command.addItems().get(i);
            FieldPath path = path(PlanGraphEdit.ADD_ITEMS, i);
            String id = Ids.next();
            validation.requireText(add.key(), MAX_KEY, path.to("key"));
            validation.check(ids.put(add.key(), id) == null, "the only one of its name", path.to("key"));
            refuseSecrets(add.item().attributes().keySet(), path);
            rules.create(add.item(), new Drawn(id, "", now), path, validation);
        }
        return ids;
    }

    private void altered(PlanGraphEdit command, ConfigurationItemRules rules, Map<String, ConfigurationItem> present) {
        Set<String> met = new HashSet<>();
        for (int i = 0; i < command.alterItems().size(); i++) {
            PlanGraphEdit.AlterItem alter = command.alterItems().get(i);
            FieldPath path = path(PlanGraphEdit.ALTER_ITEMS, i);
            validation.check(met.add(alter.ciId()), "a configuration item that is altered once", path.to("ciId"));
            refuseSecrets(alter.fields().attributes().keySet(), path);
            ConfigurationItem item = inUse(present, alter.ciId(), path.to("ciId"));
            if (item != null) {
                rules.update(item, alter.fields(), now, path, validation);
            }
        }
    }

    private void retired(PlanGraphEdit command, Map<String, ConfigurationItem> present) {
        Set<String> met =
                command.alterItems().stream().map(PlanGraphEdit.AlterItem::ciId).collect(Collectors.toSet());
        for (int i = 0; i < command.retireItemIds().size(); i++) {
            String id = command.retireItemIds().get(i);
            String[] path = path(PlanGraphEdit.RETIRE_ITEMS, i).to();
            validation.check(met.add(id), "configuration items that are retired once, and not altered", path);
            inUse(present, id, path);
        }
    }

    private Map<String, CiRelation> ended(PlanGraphEdit command) {
        List<String> ids = command.endRelationIds();
        Map<String, CiRelation> found = ids.isEmpty() ? Map.of() : relations.byIds(ids, principal.visibility());
        Set<String> met = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            String[] path = path(PlanGraphEdit.END_RELATIONS, i).to();
            CiRelation relation = found.get(ids.get(i));
            validation.check(met.add(ids.get(i)), "relations that are ended once", path);
            if (relation == null) {
                refuse(RefusedException.notFound("Relation", ids.get(i), path));
            } else if (relation.to() != null) {
                validation.add(UserError.of(
                        UserErrorCode.CONFLICT, "The relation has ended at " + relation.to() + " already.", path));
            }
        }
        return found;
    }

    private List<Wanted> wanted(
            PlanGraphEdit command, Map<String, String> added, Map<String, ConfigurationItem> present) {
        Set<String> retired = Set.copyOf(command.retireItemIds());
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < command.addRelations().size(); i++) {
            PlanGraphEdit.AddRelation add = command.addRelations().get(i);
            FieldPath path = path(PlanGraphEdit.ADD_RELATIONS, i);
            CreateRelation relation = new CreateRelation(
                    end(add.sourceId(), add.sourceKey(), "source", added, path),
                    end(add.targetId(), add.targetKey(), "target", added, path),
                    add.type(),
                    add.effect(),
                    add.group());
            checkEnd(add.sourceId(), present, retired, path.to("sourceId"));
            checkEnd(add.targetId(), present, retired, path.to("targetId"));
            RelationRules.check(relation, path, validation)
                    .ifPresent(checked -> wanted.add(new Wanted(Ids.next(), checked, path)));
        }
        return wanted;
    }

    /** The id of an end, which is named by its id or by its key; null is refused as missing. */
    private @Nullable String end(
            @Nullable String id, @Nullable String key, String end, Map<String, String> added, FieldPath path) {
        if (key == null) {
            return id;
        }
        validation.limitText(key, MAX_KEY, path.to(end + "Key"));
        validation.check(id == null, "absent beside " + end + "Id", path.to(end + "Key"));
        String found = added.get(key);
        validation.check(found != null, "the key of one of " + PlanGraphEdit.ADD_ITEMS, path.to(end + "Key"));
        return found == null ? key : found;
    }

    private void checkEnd(
            @Nullable String id, Map<String, ConfigurationItem> present, Set<String> retired, String[] path) {
        if (id != null) {
            inUse(present, id, path);
            validation.check(!retired.contains(id), "a configuration item that is not retired", path);
        }
    }

    /** What the rules of relations cannot tell from the command alone, asked of the graph. */
    private void checkRelations(List<Wanted> wanted, Set<String> ended) {
        if (wanted.isEmpty()) {
            return;
        }
        Map<RelationKey, String> live =
                relations.live(wanted.stream().map(each -> each.checked().key()).toList());
        Map<GroupKey, Group> groups = new HashMap<>(relations.groups(wanted.stream()
                .flatMap(each -> each.checked().groupKey().stream())
                .distinct()
                .toList()));
        Set<RelationKey> met = new HashSet<>();
        for (Wanted each : wanted) {
            RelationKey key = each.checked().key();
            String existing = live.get(key);
            boolean stays = existing != null && !ended.contains(existing);
            if (stays || !met.add(key)) {
                validation.add(UserError.of(
                                UserErrorCode.ALREADY_EXISTS,
                                "The two configuration items are related by " + key.type() + " already.",
                                each.path().to())
                        .with("id", existing == null || !stays ? "" : existing));
            }
            CreateRelation.Group group = each.checked().group();
            each.checked().groupKey().ifPresent(name -> {
                CreateRelation.Group asked = Objects.requireNonNull(group);
                Group known = groups.get(name);
                if (known == null) {
                    groups.put(name, RelationRules.newGroup(each.id(), name, asked));
                } else {
                    RelationRules.compare(known, asked, each.path(), validation);
                }
            });
        }
    }

    private @Nullable ConfigurationItem inUse(Map<String, ConfigurationItem> present, String id, String[] path) {
        ConfigurationItem item = present.get(id);
        if (item == null) {
            refuse(RefusedException.notFound(ConfigurationItemSubject.NAME, id, path));
        } else if (item.retired()) {
            refuse(ConfigurationItemSubject.retired(item, path));
            return null;
        }
        return item;
    }

    /** An edit is shown to whoever approves it, and what nobody may read, nobody can approve. */
    private void refuseSecrets(Collection<String> keys, FieldPath path) {
        for (String key : keys) {
            validation.check(
                    !classes.isSecret(key),
                    "absent: a secret attribute is set on the configuration item itself",
                    path.to("attributes", key));
        }
    }

    private void refuse(RefusedException refusal) {
        refusal.errors().forEach(validation::add);
    }

    private static GraphEdit.Base base(Map<String, ConfigurationItem> present, String ciId) {
        return GraphEditBase.of(Objects.requireNonNull(present.get(ciId)));
    }

    private static GraphEdit.AddedRelation addedRelation(Wanted wanted) {
        Checked checked = wanted.checked();
        return new GraphEdit.AddedRelation(
                wanted.id(),
                Ids.next(),
                new CreateRelation(
                        checked.sourceId(),
                        checked.targetId(),
                        checked.type().name(),
                        checked.effect(),
                        checked.group()));
    }

    private static GraphEdit.EndedRelation endedRelation(CiRelation relation) {
        return new GraphEdit.EndedRelation(
                relation.id(), relation.version(), relation.type(), relation.sourceId(), relation.targetId());
    }

    private static FieldPath path(String list, int index) {
        return new FieldPath(List.of("input", list, String.valueOf(index)));
    }
}
