// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment.internal.store;

import io.mainstay.attachment.AttachedFile;
import io.mainstay.attachment.Attachment;
import io.mainstay.attachment.Upload;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.record.store.NewestParts;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What files are, and what they are attached to. A file that is attached to nothing has an expiry, one that is has none. */
@Component
public final class AttachmentStore {

    private final Cypher cypher;
    private final Writes writes;

    AttachmentStore(Cypher cypher, Writes writes) {
        this.cypher = cypher;
        this.writes = writes;
    }

    /**
     * A file under its lock.
     *
     * @param attached null if it is attached to nothing
     * @param expiresAt null if it is attached
     */
    public record Locked(
            String id,
            AttachedFile file,
            String uploadedById,
            @Nullable Attachment attached,
            @Nullable Instant expiresAt) {}

    /** Notes that somebody sends a file. */
    public void create(Upload upload, String personId) {
        AttachedFile file = upload.file();
        writes.create(
                List.of(Attachment.TYPE),
                List.of(Map.of(
                        "id", upload.id(),
                        "name", file.name(),
                        "contentType", file.contentType(),
                        "size", file.size(),
                        "sha256", file.sha256(),
                        "uploadedById", personId,
                        "expiresAt", upload.expiresAt())));
    }

    /** How many files somebody has sent that are not attached yet. */
    public int countUploads(String personId, Instant now) {
        return cypher.statement("attachment/count-uploads")
                .with("personId", personId)
                .with("now", now)
                .one(row -> row.integer("uploads"))
                .orElseThrow();
    }

    /** Locks files until the unit of work ends; what is not there is left out. */
    public Map<String, Locked> lockAll(Collection<String> ids) {
        return cypher.statement("attachment/lock-all")
                .with("ids", ids.stream().distinct().sorted().toList())
                .with("lock", Ids.next())
                .keyed(row -> locked(row.row("node")), Locked::id);
    }

    /** Attaches a file whose lock is held. */
    public void attach(Attachment attachment) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("recordId", attachment.recordId());
        properties.put("internal", attachment.internal());
        properties.put("attachedById", attachment.attachedById());
        properties.put("attachedAt", attachment.attachedAt());
        properties.put("expiresAt", null);
        writes.change(attachment.id(), properties);
    }

    /** Takes a file, whose lock is held, off what it is attached to; from then on it is forgotten. */
    public void detach(String id, Instant now) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("recordId", null);
        properties.put("expiresAt", now);
        writes.change(id, properties);
    }

    public Optional<Attachment> byId(String id) {
        return cypher.statement("attachment/by-id").with("id", id).one(row -> attachment(row.row("node")));
    }

    /** One part of what is attached to each of the records, newest first. */
    public Map<String, Page<Attachment>> newest(
            Collection<String> recordIds, boolean internalToo, PageRequest request, String scope) {
        return new NewestParts<>(Attachment::attachedAt, Attachment::id, scope)
                .read(
                        cypher.statement("attachment/newest")
                                .with("recordIds", recordIds)
                                .with("internal", internalToo),
                        request,
                        "recordId",
                        row -> attachment(row.row("node")));
    }

    /** All that is attached to each of the records, in the order in which it was attached. */
    public Map<String, List<Attachment>> ofRecords(Collection<String> recordIds) {
        return cypher.statement("attachment/of-records")
                .with("recordIds", recordIds)
                .grouped(row -> row.row("node").string("recordId"), row -> attachment(row.row("node")));
    }

    /** Files that are attached to nothing and whose time was over then. */
    public List<String> expired(Instant before, int limit) {
        return cypher.statement("attachment/expired")
                .with("before", before)
                .with("limit", limit)
                .list(row -> row.string("id"));
    }

    /** Forgets those of these whose time was over then. */
    public void forget(Collection<String> ids, Instant before) {
        cypher.statement("attachment/forget")
                .with("ids", ids.stream().sorted().toList())
                .with("before", before)
                .run();
    }

    private static Locked locked(Row node) {
        return new Locked(
                node.string("id"),
                file(node),
                node.string("uploadedById"),
                node.has("recordId") ? attachment(node) : null,
                node.instantOrNull("expiresAt"));
    }

    private static Attachment attachment(Row node) {
        return new Attachment(
                node.string("id"),
                node.string("recordId"),
                file(node),
                node.bool("internal"),
                node.string("attachedById"),
                node.instant("attachedAt"));
    }

    private static AttachedFile file(Row node) {
        return new AttachedFile(
                node.string("name"), node.string("contentType"), node.longValue("size"), node.string("sha256"));
    }
}
