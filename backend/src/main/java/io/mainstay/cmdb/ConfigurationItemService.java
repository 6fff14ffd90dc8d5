// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.internal.CommandReferences;
import io.mainstay.cmdb.internal.ConfigurationItemFields;
import io.mainstay.cmdb.internal.ConfigurationItemRules;
import io.mainstay.cmdb.internal.ConfigurationItemRules.Drawn;
import io.mainstay.cmdb.internal.ConfigurationItemSubject;
import io.mainstay.cmdb.internal.FieldPath;
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
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.ClearanceRule;
import io.mainstay.record.EditRequest;
import io.mainstay.record.Edits;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.record.Numbers;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Creates CIs and changes them. */
@Service
public final class ConfigurationItemService {

    /** How many CIs one transaction of {@link #createAll} makes. */
    public static final int CHUNK = Journal.MAX_BATCH;

    static final String NUMBER_PREFIX = "CI";
    private static final String CREATE = "ci.create";
    private static final String WHAT = ConfigurationItemSubject.NAME;
    private static final int MAX_REASON = 2_000;

    private final ConfigurationItemStore store;
    private final CiClasses classes;
    private final IdentityService identity;
    private final UnitOfWork work;
    private final Edits edits;
    private final ConfigurationItemSubject subject;
    private final Journal journal;
    private final Numbers numbers;
    private final Timers timers;
    private final SecretAttributes secrets;
    private final ClearanceRule clearance;
    private final AttributeControl control;
    private final ControllingChanges changes;
    private final BusinessClock clock;

    ConfigurationItemService(
            ConfigurationItemStore store,
            CiClasses classes,
            IdentityService identity,
            UnitOfWork work,
            Edits edits,
            ConfigurationItemSubject subject,
            Journal journal,
            Numbers numbers,
            Timers timers,
            SecretAttributes secrets,
            ClearanceRule clearance,
            AttributeControl control,
            ControllingChanges changes,
            BusinessClock clock) {
        this.store = store;
        this.classes = classes;
        this.identity = identity;
        this.work = work;
        this.edits = edits;
        this.subject = subject;
        this.journal = journal;
        this.numbers = numbers;
        this.timers = timers;
        this.secrets = secrets;
        this.clearance = clearance;
        this.control = control;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Creates a CI.
     *
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @throws RefusedException if the command breaks a rule
     */
    public ConfigurationItem create(
            Principal principal, CreateConfigurationItem command, @Nullable String idempotencyKey) {
        principal.require(Permission.CI_WRITE);
        ConfigurationItem item =
                checked(principal, List.of(command), (_, _) -> FieldPath.INPUT).getFirst();
        Object content = secrets.fingerprinted(command, item.secrets().keySet());
        Occurrence at = Occurrence.at(item.createdAt());
        return edits.create(
                subject,
                new EditRequest(principal, item.id(), CREATE, null, idempotencyKey, content, at),
                _ -> Outcome.of(item, ConfigurationItemSubject::events));
    }

    /**
     * Creates many CIs, {@value #CHUNK} in one transaction, each with its own history; one event tells of a chunk. The rules are
     * checked once, before the first chunk: a clearance that is lowered meanwhile acts on what is read and done afterwards.
     *
     * @return the new CIs in the order of the commands
     * @throws RefusedException if a command breaks a rule; then nothing was created
     */
    public List<ConfigurationItem> createAll(Principal principal, List<CreateConfigurationItem> commands) {
        principal.require(Permission.CI_WRITE);
        List<ConfigurationItem> items = checked(principal, commands, FieldPath::element);
        clearance.checkAll(principal, grants(items));
        for (int from = 0; from < items.size(); from += CHUNK) {
            createChunk(principal, items.subList(from, Math.min(from + CHUNK, items.size())));
        }
        return items;
    }

    /** Changes fields of a CI, without a word on by what right; see the other method. */
    public ConfigurationItem update(
            Principal principal, String id, UpdateConfigurationItem command, int expectedVersion) {
        return update(principal, id, command, ConfigurationItemCause.UNSAID, expectedVersion);
    }

    /**
     * Changes fields of a CI.
     *
     * @param cause by what right controlled attributes are changed
     * @param expectedVersion the version that the caller has seen
     * @return the CI after the change; as it was if the command changes nothing
     * @throws RefusedException CONFLICT with the cause CHANGE_REQUIRED if attributes are changed only by changes, and this is none
     */
    public ConfigurationItem update(
            Principal principal,
            String id,
            UpdateConfigurationItem command,
            ConfigurationItemCause cause,
            int expectedVersion) {
        principal.require(Permission.CI_WRITE);
        if (cause.breakGlassReason() != null) {
            principal.require(Permission.CI_BREAK_GLASS);
            new Validation()
                    .requireText(cause.breakGlassReason(), MAX_REASON, "breakGlassReason")
                    .check(cause.changeId() == null, "absent beside changeId", "breakGlassReason")
                    .refuseIfFailed();
        }
        ConfigurationItemRules rules = new ConfigurationItemRules(
                classes.tree(), CommandReferences.of(identity, principal, command), principal, secrets);
        Instant now = clock.now();
        return change(principal, id, expectedVersion, "ci.update", item -> {
            Validation validation = new Validation();
            ConfigurationItem updated = rules.update(item, command, now, FieldPath.INPUT, validation);
            validation.refuseIfFailed();
            return control.outcome(principal, item, updated, cause, now);
        });
    }

    /**
     * Accepts into a change what was changed of a CI without one.
     *
     * @throws RefusedException CONFLICT if nothing was, or the change is not authorised or does not affect the CI
     */
    public ConfigurationItem acceptDifference(Principal principal, String id, String changeId, int expectedVersion) {
        principal.require(Permission.CI_CONTROL);
        Instant now = clock.now();
        return edits.edit(
                subject,
                EditRequest.of(principal, id, "ci.accept-difference", expectedVersion, Occurrence.at(now)),
                new Step<>() {
                    @Override
                    public void allow(ConfigurationItem before) {
                        if (before.difference() == null) {
                            throw new RefusedException(UserError.of(
                                    UserErrorCode.CONFLICT,
                                    WHAT + " " + before.number() + " has no unauthorised difference.",
                                    "id"));
                        }
                    }

                    @Override
                    public Outcome<ConfigurationItem> take(ConfigurationItem before, Occurrence at) {
                        changes.accept(principal, id, changeId, now);
                        return Outcome.ifChanged(
                                        before.with((UnauthorisedDifference) null), ConfigurationItemSubject::events)
                                .linked(FieldChange.of("changeId", null, changeId), false);
                    }
                });
    }

    /**
     * Moves a CI on in its lifecycle. A CI that is retired neither fails anything nor feels a failure any more.
     *
     * @throws RefusedException with INVALID_TRANSITION if the state does not follow the present one
     */
    public ConfigurationItem setLifecycle(Principal principal, String id, CiLifecycle lifecycle, int expectedVersion) {
        principal.require(Permission.CI_WRITE);
        return change(principal, id, expectedVersion, "ci.set-lifecycle", item -> {
            if (item.lifecycle() != lifecycle && !item.lifecycle().next().contains(lifecycle)) {
                throw invalidTransition(item, lifecycle);
            }
            return changed(item.with(lifecycle, item.operationalStatus()));
        });
    }

    /** Says whether a CI works. */
    public ConfigurationItem setOperationalStatus(
            Principal principal, String id, OperationalStatus status, int expectedVersion) {
        principal.require(Permission.CI_OPERATE);
        return change(
                principal,
                id,
                expectedVersion,
                "ci.set-operational-status",
                item -> changed(item.with(item.lifecycle(), status)));
    }

    private ConfigurationItem change(
            Principal principal,
            String id,
            int expectedVersion,
            String action,
            Function<ConfigurationItem, Outcome<ConfigurationItem>> change) {
        return edits.edit(
                subject,
                EditRequest.of(principal, id, action, expectedVersion, Occurrence.at(clock.now())),
                new Step<>() {
                    @Override
                    public void allow(ConfigurationItem before) {
                        if (before.retired()) {
                            throw ConfigurationItemSubject.retired(before, "id");
                        }
                    }

                    @Override
                    public Outcome<ConfigurationItem> take(ConfigurationItem before, Occurrence at) {
                        return change.apply(before);
                    }
                });
    }

    private static Outcome<ConfigurationItem> changed(ConfigurationItem after) {
        return Outcome.ifChanged(after, ConfigurationItemSubject::events);
    }

    private void createChunk(Principal principal, List<ConfigurationItem> chunk) {
        List<JournalEntry> changes = new ArrayList<>();
        for (ConfigurationItem item : chunk) {
            changes.add(creation(principal, Ids.next(), item));
        }
        String chunkId = Ids.next();
        work.write(changes.getFirst().entryId(), () -> {
            store.create(chunk);
            arm(chunk);
            journal.appendAll(
                    changes,
                    chunkId,
                    new ConfigurationItemsLoaded(chunk.stream()
                            .map(item -> new ConfigurationItemsLoaded.Entry(item.id(), item.revision()))
                            .toList()));
            return chunk;
        });
    }

    private List<ConfigurationItem> checked(
            Principal principal, List<CreateConfigurationItem> commands, BiFunction<String, Integer, FieldPath> path) {
        ConfigurationItemRules rules = new ConfigurationItemRules(
                classes.tree(), CommandReferences.of(identity, principal, commands), principal, secrets);
        Instant now = clock.now();
        Validation validation = new Validation();
        for (int i = 0; i < commands.size(); i++) {
            // Checked with a stand-in for the number, so that a refused command uses none up.
            rules.create(commands.get(i), new Drawn("", "", now), path.apply("items", i), validation);
        }
        validation.refuseIfFailed();
        List<ConfigurationItem> items = new ArrayList<>();
        for (CreateConfigurationItem command : commands) {
            Drawn drawn = new Drawn(Ids.next(), numbers.next(NUMBER_PREFIX), now);
            items.add(rules.create(command, drawn, FieldPath.INPUT, validation).orElseThrow());
        }
        return items;
    }

    private void arm(List<ConfigurationItem> chunk) {
        List<TimerSpec> due = new ArrayList<>();
        chunk.forEach(item -> subject.timers(item).forEach((kind, at) -> due.add(TimerSpec.of(kind, item.id(), at))));
        if (!due.isEmpty()) {
            timers.armAll(due);
        }
    }

    private static List<ClearanceRule.Grant> grants(List<ConfigurationItem> items) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> new ClearanceRule.Grant(null, items.get(i).access(), FieldPath.element("items", i)::to))
                .toList();
    }

    private static JournalEntry creation(Principal principal, String entryId, ConfigurationItem item) {
        return new JournalEntry(
                entryId,
                principal,
                ConfigurationItem.TYPE,
                item.id(),
                item.revision(),
                CREATE,
                item.createdAt(),
                item.createdAt(),
                ConfigurationItemFields.changes(null, item),
                List.of());
    }

    private static RefusedException invalidTransition(ConfigurationItem item, CiLifecycle lifecycle) {
        List<String> allowed =
                item.lifecycle().next().stream().map(Enum::name).sorted().toList();
        return new RefusedException(UserError.of(
                        UserErrorCode.INVALID_TRANSITION,
                        WHAT + " " + item.number() + " is " + item.lifecycle() + " and cannot become " + lifecycle
                                + "; allowed: " + String.join(", ", allowed) + ".",
                        "lifecycle")
                .with("state", item.lifecycle().name())
                .with("allowed", allowed));
    }
}
