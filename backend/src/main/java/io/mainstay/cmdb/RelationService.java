// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.internal.ConfigurationItemSubject;
import io.mainstay.cmdb.internal.FieldPath;
import io.mainstay.cmdb.internal.RelationRules;
import io.mainstay.cmdb.internal.RelationRules.Checked;
import io.mainstay.cmdb.internal.RelationStore;
import io.mainstay.cmdb.internal.RelationStore.Group;
import io.mainstay.cmdb.internal.RelationStore.GroupKey;
import io.mainstay.cmdb.internal.RelationStore.NewRelation;
import io.mainstay.cmdb.internal.RelationStore.RelationKey;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.work.Idempotency;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Relates CIs and ends their relations. */
@Service
public final class RelationService {

    /** How many relations one transaction of {@link #createAll} makes. */
    public static final int CHUNK = Journal.MAX_BATCH;

    private final RelationStore relations;
    private final ConfigurationItemStore items;
    private final UnitOfWork work;
    private final Idempotency idempotency;
    private final Journal journal;
    private final BusinessClock clock;

    RelationService(
            RelationStore relations,
            ConfigurationItemStore items,
            UnitOfWork work,
            Idempotency idempotency,
            Journal journal,
            BusinessClock clock) {
        this.relations = relations;
        this.items = items;
        this.work = work;
        this.idempotency = idempotency;
        this.journal = journal;
        this.clock = clock;
    }

    /** A checked command with what is drawn for it before the unit of work. */
    private record Planned(Checked command, FieldPath path, String id, String groupId, String entryId) {}

    /**
     * Relates two CIs.
     *
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @throws RefusedException if the command breaks a rule
     */
    public CiRelation create(Principal principal, CreateRelation command, @Nullable String idempotencyKey) {
        principal.require(Permission.CI_WRITE);
        Planned planned = plan(List.of(command), (_, _) -> FieldPath.INPUT).getFirst();
        Instant now = clock.now();
        return work.write(planned.entryId(), () -> {
            Optional<String> earlier =
                    idempotency.claim(principal, "relationCreate", idempotencyKey, command, planned.id());
            if (earlier.isPresent()) {
                return visible(principal, earlier.get())
                        .orElseThrow(() -> RefusedException.notFound("Relation", earlier.get()));
            }
            CiRelation relation = write(principal, List.of(planned), now).getFirst();
            journal.append(creation(principal, planned, relation, List.of(told(relation))));
            return relation;
        });
    }

    /**
     * Makes many relations, {@value #CHUNK} in one transaction, each with its own history; one event tells of a chunk.
     *
     * @return the new relations in the order of the commands
     * @throws RefusedException if a command breaks a rule; chunks before that of the command have been written
     */
    public List<CiRelation> createAll(Principal principal, List<CreateRelation> commands) {
        principal.require(Permission.CI_WRITE);
        List<Planned> planned = plan(commands, FieldPath::element);
        Instant now = clock.now();
        List<CiRelation> created = new ArrayList<>();
        for (int from = 0; from < planned.size(); from += CHUNK) {
            created.addAll(createChunk(principal, planned.subList(from, Math.min(from + CHUNK, planned.size())), now));
        }
        return created;
    }

    /** Ends a relation. It stays known for questions about the time in which it held. */
    public CiRelation end(Principal principal, String id, int expectedVersion) {
        principal.require(Permission.CI_WRITE);
        String entryId = Ids.next();
        Instant now = clock.now();
        return work.write(entryId, () -> {
            CiRelation relation = relations
                    .lock(id)
                    .filter(_ -> visible(principal, id).isPresent())
                    .orElseThrow(() -> RefusedException.notFound("Relation", id, "id"));
            if (relation.version() != expectedVersion) {
                throw RefusedException.staleVersion(expectedVersion, relation.version());
            }
            if (relation.to() != null) {
                throw new RefusedException(UserError.of(
                        UserErrorCode.CONFLICT, "The relation has ended at " + relation.to() + " already.", "id"));
            }
            CiRelation ended = relation.ended(now);
            relations.end(List.of(ended), now);
            journal.append(ending(principal, entryId, ended, now));
            return ended;
        });
    }

    /**
     * Makes relations that a graph edit adds, inside the unit of work that applies it.
     *
     * @param path where refusals say that each stands, by its index
     * @return what their histories say, still to be written
     */
    List<JournalEntry> createAll(
            Principal principal, List<GraphEdit.AddedRelation> added, IntFunction<FieldPath> path, Instant now) {
        if (added.isEmpty()) {
            return List.of();
        }
        Validation validation = new Validation();
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            GraphEdit.AddedRelation each = added.get(i);
            FieldPath at = path.apply(i);
            RelationRules.check(each.relation(), at, validation)
                    .ifPresent(checked -> planned.add(new Planned(checked, at, each.id(), each.groupId(), Ids.next())));
        }
        validation.refuseIfFailed();
        List<CiRelation> created = write(Principal.SYSTEM, planned, now);
        return IntStream.range(0, created.size())
                .mapToObj(i -> creation(principal, planned.get(i), created.get(i), List.of(told(created.get(i)))))
                .toList();
    }

    /**
     * Ends relations whose locks are held, inside the unit of work that applies a graph edit.
     *
     * @return what their histories say, still to be written
     */
    List<JournalEntry> endAll(Principal principal, List<CiRelation> locked, Instant now) {
        if (locked.isEmpty()) {
            return List.of();
        }
        List<CiRelation> ended =
                locked.stream().map(relation -> relation.ended(now)).toList();
        relations.end(ended, now);
        return ended.stream()
                .map(relation -> ending(principal, Ids.next(), relation, now))
                .toList();
    }

    private static CiRelationCreated told(CiRelation relation) {
        return new CiRelationCreated(relation.id(), relation.type().name(), relation.sourceId(), relation.targetId());
    }

    private static JournalEntry ending(Principal principal, String entryId, CiRelation ended, Instant now) {
        return new JournalEntry(
                entryId,
                principal,
                CiRelation.TYPE,
                ended.id(),
                ended.revision(),
                "ci-relation.end",
                now,
                now,
                List.of(FieldChange.of("to", null, now)),
                List.of(new CiRelationEnded(ended.id(), ended.type().name(), ended.sourceId(), ended.targetId())));
    }

    private Optional<CiRelation> visible(Principal principal, String id) {
        return Optional.ofNullable(
                relations.byIds(List.of(id), principal.visibility()).get(id));
    }

    private List<CiRelation> createChunk(Principal principal, List<Planned> chunk, Instant now) {
        String chunkId = Ids.next();
        return work.write(chunk.getFirst().entryId(), () -> {
            List<CiRelation> created = write(principal, chunk, now);
            List<JournalEntry> changes = new ArrayList<>();
            for (int i = 0; i < chunk.size(); i++) {
                changes.add(creation(principal, chunk.get(i), created.get(i), List.of()));
            }
            journal.appendAll(
                    changes,
                    chunkId,
                    new CiRelationsLoaded(created.stream()
                            .map(relation -> new CiRelationsLoaded.Entry(relation.id(), relation.revision()))
                            .toList()));
            return created;
        });
    }

    private static List<Planned> plan(List<CreateRelation> commands, BiFunction<String, Integer, FieldPath> path) {
        Validation validation = new Validation();
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            FieldPath at = path.apply("relations", i);
            RelationRules.check(commands.get(i), at, validation)
                    .ifPresent(checked -> planned.add(new Planned(checked, at, Ids.next(), Ids.next(), Ids.next())));
        }
        validation.refuseIfFailed();
        return planned;
    }

    /** Locks both ends of all relations, checks them, then writes groups and relations. */
    private List<CiRelation> write(Principal principal, List<Planned> planned, Instant now) {
        Map<String, ConfigurationItem> ends = items.lock(planned.stream()
                .flatMap(plan ->
                        Stream.of(plan.command().sourceId(), plan.command().targetId()))
                .collect(Collectors.toSet()));
        Validation validation = new Validation();
        for (Planned plan : planned) {
            checkEnd(principal, ends, plan.command().sourceId(), plan.path().to("sourceId"), validation);
            checkEnd(principal, ends, plan.command().targetId(), plan.path().to("targetId"), validation);
        }
        validation.refuseIfFailed();
        checkDuplicates(planned, validation);
        Map<GroupKey, Group> groups = groups(planned, validation);
        validation.refuseIfFailed();
        List<NewRelation> created =
                planned.stream().map(plan -> relation(plan, groups, now)).toList();
        relations.create(created);
        return created.stream().map(NewRelation::relation).toList();
    }

    private static void checkEnd(
            Principal principal,
            Map<String, ConfigurationItem> ends,
            String id,
            String[] field,
            Validation validation) {
        ConfigurationItem end = ends.get(id);
        if (end == null || !principal.visibility().allows(end.visibilityFacts())) {
            RefusedException.notFound("Configuration item", id, field).errors().forEach(validation::add);
        } else if (end.retired()) {
            ConfigurationItemSubject.retired(end, field).errors().forEach(validation::add);
        }
    }

    private void checkDuplicates(List<Planned> planned, Validation validation) {
        Map<RelationKey, String> live = relations.live(
                planned.stream().map(plan -> plan.command().key()).toList());
        Set<RelationKey> met = new HashSet<>();
        for (Planned plan : planned) {
            RelationKey key = plan.command().key();
            String existing = live.get(key);
            if (existing != null || !met.add(key)) {
                validation.add(UserError.of(
                                UserErrorCode.ALREADY_EXISTS,
                                "The two configuration items are related by " + key.type() + " already.",
                                plan.path().to())
                        .with("id", existing == null ? "" : existing));
            }
        }
    }

    /** The groups that the relations join, those that are new among them written. */
    private Map<GroupKey, Group> groups(List<Planned> planned, Validation validation) {
        List<GroupKey> keys = planned.stream()
                .flatMap(plan -> plan.command().groupKey().stream())
                .distinct()
                .toList();
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<GroupKey, Group> groups = new HashMap<>(relations.groups(keys));
        List<Group> fresh = new ArrayList<>();
        for (Planned plan : planned) {
            CreateRelation.Group wanted = plan.command().group();
            GroupKey key = plan.command().groupKey().orElse(null);
            if (wanted == null || key == null) {
                continue;
            }
            Group existing = groups.get(key);
            if (existing == null) {
                Group group = RelationRules.newGroup(plan.groupId(), key, wanted);
                groups.put(key, group);
                fresh.add(group);
            } else {
                RelationRules.compare(existing, wanted, plan.path(), validation);
            }
        }
        validation.refuseIfFailed();
        if (!fresh.isEmpty()) {
            relations.createGroups(fresh);
        }
        return groups;
    }

    private static NewRelation relation(Planned plan, Map<GroupKey, Group> groups, Instant now) {
        Checked command = plan.command();
        Group group = command.groupKey()
                .map(key -> Objects.requireNonNull(groups.get(key)))
                .orElse(null);
        return new NewRelation(
                new CiRelation(
                        plan.id(),
                        command.type(),
                        command.sourceId(),
                        command.targetId(),
                        command.effect(),
                        group == null ? null : group.name(),
                        now,
                        null,
                        1,
                        1),
                group == null ? null : group.id());
    }

    private static JournalEntry creation(Principal principal, Planned plan, CiRelation relation, List<Record> events) {
        return new JournalEntry(
                plan.entryId(),
                principal,
                CiRelation.TYPE,
                relation.id(),
                relation.revision(),
                "ci-relation.create",
                relation.from(),
                relation.from(),
                List.of(
                        FieldChange.of("type", null, relation.type()),
                        FieldChange.of("sourceId", null, relation.sourceId()),
                        FieldChange.of("targetId", null, relation.targetId()),
                        FieldChange.of("effect", null, relation.effect()),
                        FieldChange.of("group", null, relation.groupName())),
                events);
    }
}
