// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment.internal;

import io.mainstay.attachment.AttachedFile;
import io.mainstay.attachment.AttachmentRefusedException;
import io.mainstay.attachment.AttachmentRefusedException.Reason;
import io.mainstay.attachment.internal.store.AttachmentStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.platform.files.FileStore;
import io.mainstay.platform.work.UnitOfWork;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bytes of attachments, if the installation has a place for them. */
@Component
public final class KeptFiles {

    private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);
    private static final int PURGED_AT_ONCE = 100;

    /** So that neither a clock that is slow nor an address that was just given finds a file gone. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final @Nullable FileStore files;
    private final AttachmentStore store;
    private final DownloadLinks links;
    private final UnitOfWork work;
    private final BusinessClock clock;

    KeptFiles(
            Optional<FileStore> files,
            AttachmentStore store,
            DownloadLinks links,
            UnitOfWork work,
            BusinessClock clock) {
        this.files = files.orElse(null);
        this.store = store;
        this.links = links;
        this.work = work;
        this.clock = clock;
    }

    /** A file that is read, and its bytes. */
    public record Content(AttachedFile file, InputStream bytes) {}

    /** @throws AttachmentRefusedException if there is no place, or nobody could read what is kept there */
    public FileStore require() {
        if (files == null || !links.possible()) {
            throw new AttachmentRefusedException(
                    Reason.UNAVAILABLE,
                    "No attachments are taken here: whoever runs Mainstay sets MAINSTAY_ATTACHMENTS_DIRECTORY and MAINSTAY_SECRETS_KEYS.");
        }
        return files;
    }

    /** The bytes of an attached file; empty if there is none of that id, or it is there no more. */
    Optional<Content> read(String id) {
        FileStore keeper = require();
        return store.byId(id).flatMap(attachment -> {
            Optional<InputStream> bytes = trying("opened", () -> keeper.open(id));
            if (bytes.isEmpty()) {
                LOG.error("The bytes of attachment {} of {} are not in the store", id, attachment.recordId());
            }
            return bytes.map(content -> new Content(attachment.file(), content));
        });
    }

    /** Deletes what is attached to nothing and whose time is over: first its bytes, so that none are left that nobody knows of. */
    void purge() {
        if (files == null) {
            return;
        }
        FileStore keeper = files;
        Instant before = clock.now().minus(GRACE);
        int purged;
        do {
            List<String> ids = store.expired(before, PURGED_AT_ONCE);
            for (String id : ids) {
                trying("deleted", () -> {
                    keeper.delete(id);
                    return id;
                });
            }
            work.writeRepeatably(() -> store.forget(ids, before));
            purged = ids.size();
        } while (purged == PURGED_AT_ONCE);
    }

    /** Work with the store. */
    public interface FileWork<T> {
        T run() throws IOException;
    }

    /** @throws AttachmentRefusedException if the store does not do it */
    public static <T> T trying(String done, FileWork<T> work) {
        try {
            return work.run();
        } catch (IOException fault) {
            throw unavailable(done, fault);
        }
    }

    public static AttachmentRefusedException unavailable(String done, IOException fault) {
        LOG.error("A file could not be {}", done, fault);
        AttachmentRefusedException refused = new AttachmentRefusedException(
                Reason.UNAVAILABLE,
                "The file could not be " + done + ": the store of files does not answer. Try again later.");
        refused.initCause(fault);
        return refused;
    }
}
