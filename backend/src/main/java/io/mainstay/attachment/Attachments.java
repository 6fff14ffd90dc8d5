// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment;

import io.mainstay.attachment.internal.store.AttachmentStore;
import io.mainstay.attachment.internal.store.AttachmentStore.Locked;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.Occurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * The files of records, for the capabilities that own these: to be attached, removed and read inside their own use cases, which say who
 * may.
 */
@Component
public final class Attachments {

    /** How many one command attaches or removes at most. */
    public static final int MAX_AT_ONCE = 20;

    /** How many a record has at most. */
    public static final int MAX = 100;

    /** What the history of a record calls its files; its values are {@link Attachment#trail}. */
    public static final String FIELD = "attachments";

    /** What cursors of {@link #newest} belong to; see {@link PageRequest#of}. */
    public static final String SCOPE = "attachments";

    private static final String INPUT = "attachmentIds";

    private final AttachmentStore store;

    Attachments(AttachmentStore store) {
        this.store = store;
    }

    /**
     * Attaches files that the principal has sent, inside the open unit of work, with the record's lock held.
     *
     * @return those that were not attached to the record before
     * @throws RefusedException NOT_FOUND for what the principal has not sent, or is attached elsewhere or forgotten; CONFLICT if the record
     *     would have too many
     */
    public List<Attachment> attach(
            Principal principal, String recordId, List<String> ids, boolean internal, Occurrence at) {
        Map<String, Locked> files = store.lockAll(ids);
        List<Attachment> attached = new ArrayList<>();
        for (String id : ids.stream().distinct().toList()) {
            Locked file = files.get(id);
            if (file == null || !file.uploadedById().equals(principal.personId())) {
                throw absent(id);
            }
            Attachment present = file.attached();
            if (present != null && present.recordId().equals(recordId)) {
                continue;
            }
            Instant expiresAt = file.expiresAt();
            if (present != null || expiresAt == null || !expiresAt.isAfter(at.recordedAt())) {
                throw absent(id);
            }
            Attachment next =
                    new Attachment(id, recordId, file.file(), internal, principal.personId(), at.occurredAt());
            store.attach(next);
            attached.add(next);
        }
        if (!attached.isEmpty()
                && store.ofRecords(List.of(recordId))
                                .getOrDefault(recordId, List.of())
                                .size()
                        > MAX) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT, "A record has at most " + MAX + " attachments.", "input", INPUT)
                    .with("max", MAX));
        }
        return attached;
    }

    /**
     * Removes files from a record, inside the open unit of work, with the record's lock held. Their bytes are deleted soon after.
     *
     * @param seesInternal whether the principal reads what is internal; what is hidden from them is not found
     * @param check refuses one that the principal may not remove
     * @throws RefusedException NOT_FOUND for what is not attached to the record
     */
    public List<Attachment> detach(
            String recordId, List<String> ids, boolean seesInternal, Consumer<Attachment> check, Occurrence at) {
        Map<String, Locked> files = store.lockAll(ids);
        List<Attachment> removed = new ArrayList<>();
        for (String id : ids.stream().distinct().toList()) {
            Locked file = files.get(id);
            Attachment attached = file == null ? null : file.attached();
            if (attached == null || !attached.recordId().equals(recordId) || (attached.internal() && !seesInternal)) {
                throw absent(id);
            }
            check.accept(attached);
            store.detach(id, at.recordedAt());
            removed.add(attached);
        }
        return removed;
    }

    private static RefusedException absent(String id) {
        return RefusedException.notFound("Attachment", id, "input", INPUT);
    }

    /**
     * The newest files on each of the records, newest first, by one database call.
     *
     * @param internalToo whether the reader reads those that are internal
     * @return by record; one without files is absent
     */
    public Map<String, Page<Attachment>> newest(
            Collection<String> recordIds, boolean internalToo, PageRequest request) {
        return store.newest(recordIds, internalToo, request, SCOPE);
    }

    /** What the trails of the records say of their files now, by one database call; a record without files is absent. */
    public Map<String, List<String>> trails(Collection<String> recordIds) {
        Map<String, List<String>> trails = new HashMap<>();
        store.ofRecords(recordIds)
                .forEach((recordId, files) -> trails.put(
                        recordId, files.stream().map(Attachment::trail).toList()));
        return trails;
    }
}
