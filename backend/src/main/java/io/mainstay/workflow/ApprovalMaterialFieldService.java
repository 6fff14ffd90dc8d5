// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.record.TicketKind;
import io.mainstay.workflow.internal.store.ApprovalMaterialFieldStore;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

/** Says and sets which fields approvals are for. */
@Service
public final class ApprovalMaterialFieldService {

    private static final int MAX_FIELDS = 50;

    private final ApprovalMaterialFieldStore store;
    private final ApprovalSubjects subjects;
    private final UnitOfWork work;
    private final Journal journal;
    private final BusinessClock clock;

    ApprovalMaterialFieldService(
            ApprovalMaterialFieldStore store,
            ApprovalSubjects subjects,
            UnitOfWork work,
            Journal journal,
            BusinessClock clock) {
        this.store = store;
        this.subjects = subjects;
        this.work = work;
        this.journal = journal;
        this.clock = clock;
    }

    /** A setting with the fields that it is about. */
    public record View(ApprovalMaterialFields setting, MaterialFields fields) {}

    /**
     * What is set for a kind, for whom reads its records and what is configured for them.
     *
     * @return empty if its records are not approved
     */
    public Optional<View> of(Principal principal, TicketKind kind) {
        principal.require(kind.readPermission());
        return subjects.of(kind).map(subject -> new View(work.read(() -> store.of(kind)), subject.materialFields()));
    }

    /**
     * Sets which of the fields that may be chosen are material. It holds for edits from then on; what was approved stays approved.
     *
     * @param names of those that are; the others are not
     * @throws RefusedException INVALID if the records of the kind are not approved, or a field is none of theirs or material always;
     *     STALE_VERSION
     */
    public View set(Principal principal, TicketKind kind, List<String> names, int expectedVersion) {
        principal.require(Permission.APPROVAL_CONFIGURE);
        Optional<ApprovalSubject> subject = subjects.of(kind);
        new Validation()
                .check(subject.isPresent(), "a kind of record that is approved", "input", "kind")
                .refuseIfFailed();
        MaterialFields fields = subject.orElseThrow().materialFields();
        check(fields, names);
        Set<String> wanted = Set.copyOf(names);
        List<String> putIn = named(fields, field -> !field.byDefault() && wanted.contains(field.name()));
        List<String> takenOut = named(fields, field -> field.byDefault() && !wanted.contains(field.name()));
        String entryId = Ids.next();
        Instant now = clock.now();
        return work.write(entryId, () -> {
            ApprovalMaterialFieldStore.Locked locked = store.lock(kind);
            ApprovalMaterialFields before = locked.setting();
            if (before.version() != expectedVersion) {
                throw RefusedException.staleVersion(expectedVersion, before.version());
            }
            ApprovalMaterialFields after = new ApprovalMaterialFields(kind, before.version() + 1, putIn, takenOut);
            int revision = locked.revision() + 1;
            store.save(after, revision);
            journal.append(new JournalEntry(
                    entryId,
                    principal,
                    ApprovalMaterialFields.TYPE,
                    ApprovalMaterialFields.id(kind),
                    revision,
                    "approval.set-material-fields",
                    now,
                    now,
                    List.of(
                            FieldChange.of("putIn", before.putIn(), after.putIn()),
                            FieldChange.of("takenOut", before.takenOut(), after.takenOut())),
                    List.of(new ApprovalEvents.MaterialFieldsSet(kind, after.version()))));
            return new View(after, fields);
        });
    }

    private static void check(MaterialFields fields, List<String> names) {
        Validation validation = new Validation();
        validation.check(names.size() <= MAX_FIELDS, "at most " + MAX_FIELDS, "input", "fields");
        validation.refuseIfFailed();
        Set<String> met = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String[] at = {"input", "fields", String.valueOf(i)};
            Optional<MaterialFields.Field> field = fields.find(name);
            String rule = null;
            if (field.isEmpty()) {
                rule = "may be material of a " + fields.kind().code() + ".";
            } else if (field.orElseThrow().always()) {
                rule = "may be chosen: " + name + " is material always.";
            } else if (!met.add(name)) {
                rule = "are each named once: " + name + " is named again.";
            }
            if (rule != null) {
                validation.add(UserError.of(UserErrorCode.INVALID, "fields must name fields that " + rule, at));
            }
        }
        validation.refuseIfFailed();
    }

    private static List<String> named(MaterialFields fields, Predicate<MaterialFields.Field> which) {
        return fields.all().stream()
                .filter(field -> !field.always())
                .filter(which)
                .map(MaterialFields.Field::name)
                .toList();
    }
}
