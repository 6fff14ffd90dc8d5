// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment;

import io.mainstay.attachment.AttachmentRefusedException.Reason;
import io.mainstay.attachment.internal.FileTypes;
import io.mainstay.attachment.internal.Gathered;
import io.mainstay.attachment.internal.KeptFiles;
import io.mainstay.attachment.internal.store.AttachmentStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Texts;
import io.mainstay.platform.files.FileStore;
import io.mainstay.platform.work.UnitOfWork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Takes files that are to be attached. */
@Service
public final class AttachmentService {

    /** How long a file that was sent waits to be attached. */
    public static final Duration KEPT_FOR = Duration.ofHours(24);

    /** The longest name, in characters. */
    public static final int MAX_NAME = 200;

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentService.class);

    /** Each takes a connection, a thread and room on the disk while it goes on. */
    private static final int MAX_AT_ONCE = 16;

    private final AttachmentStore store;
    private final KeptFiles files;
    private final AttachmentProperties properties;
    private final UnitOfWork work;
    private final BusinessClock clock;
    private final SystemClock system;
    private final Semaphore atOnce = new Semaphore(MAX_AT_ONCE);

    AttachmentService(
            AttachmentStore store,
            KeptFiles files,
            AttachmentProperties properties,
            UnitOfWork work,
            BusinessClock clock,
            SystemClock system) {
        this.store = store;
        this.files = files;
        this.properties = properties;
        this.work = work;
        this.clock = clock;
        this.system = system;
    }

    /**
     * Takes a file. It waits to be attached by a mutation, and is forgotten after {@link #KEPT_FOR}.
     *
     * @param name what it is called
     * @param declared how many bytes the sender says that it has; negative if the sender does not say it
     * @param bytes what it consists of; read as far as it may be large
     * @throws AttachmentRefusedException if it is not taken; then nothing of it is kept
     */
    public Upload receive(Principal principal, String name, long declared, InputStream bytes) {
        FileStore keeper = files.require();
        String plain = requireName(name);
        if (declared > properties.maxSize().toBytes()) {
            throw tooLarge();
        }
        requireRoom(principal);
        if (!atOnce.tryAcquire()) {
            throw new AttachmentRefusedException(Reason.BUSY, "Too many files are being sent. Try again in a moment.");
        }
        try {
            return keep(principal, keeper, plain, bytes);
        } finally {
            atOnce.release();
        }
    }

    private static String requireName(String name) {
        String plain = name.strip();
        if (plain.isEmpty()
                || plain.codePointCount(0, plain.length()) > MAX_NAME
                || !Texts.isPlain(plain)
                || plain.codePoints().anyMatch(AttachmentService::isNoPartOfName)) {
            throw new AttachmentRefusedException(
                    Reason.NAME,
                    "name must be the name of a file of at most " + MAX_NAME
                            + " characters, without slashes, line breaks, control characters and marks that turn its direction.");
        }
        return plain;
    }

    /** What leads elsewhere, breaks a line, or shows a name as another one: with U+202E "gnp.exe" looks like "exe.png". */
    private static boolean isNoPartOfName(int character) {
        return character == '/'
                || character == '\\'
                || Character.isISOControl(character)
                || switch (Character.getDirectionality(character)) {
                    case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                            Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
                    default -> false;
                };
    }

    private AttachmentRefusedException tooLarge() {
        return new AttachmentRefusedException(
                Reason.TOO_LARGE,
                "A file has at most " + properties.maxSize().toBytes()
                        + " bytes. Compress it, or attach a part of it.");
    }

    private void requireRoom(Principal principal) {
        if (store.countUploads(principal.personId(), clock.now()) >= properties.uploadsOfPerson()) {
            throw new AttachmentRefusedException(
                    Reason.TOO_MANY,
                    "You have sent " + properties.uploadsOfPerson()
                            + " files that are not attached yet. Attach them first; what is not attached is forgotten after "
                            + KEPT_FOR.toHours() + " hours.");
        }
    }

    private Upload keep(Principal principal, FileStore keeper, String name, InputStream bytes) {
        Path gathered = KeptFiles.trying("gathered", keeper::gather);
        try {
            Gathered.Sum sum = gather(bytes, gathered);
            String type = KeptFiles.trying("read", () -> FileTypes.of(gathered, name));
            if (properties.refusedTypes().contains(type)) {
                throw new AttachmentRefusedException(
                        Reason.TYPE, "Files of the type " + type + " are not taken. Name where it is instead.");
            }
            Instant now = clock.now();
            Upload upload =
                    new Upload(Ids.next(), new AttachedFile(name, type, sum.size(), sum.sha256()), now.plus(KEPT_FOR));
            // First what tells that there may be bytes, so that none are left behind that nobody knows of.
            work.write(upload.id(), () -> {
                store.create(upload, principal.personId());
                return upload;
            });
            KeptFiles.trying("kept", () -> {
                keeper.put(upload.id(), gathered);
                return upload;
            });
            return upload;
        } finally {
            discard(gathered);
        }
    }

    private Gathered.Sum gather(InputStream bytes, Path gathered) {
        Gathered.Sum sum;
        try {
            sum = Gathered.write(bytes, gathered, properties.maxSize().toBytes(), system);
        } catch (Gathered.SourceException broken) {
            throw new AttachmentRefusedException(
                    Reason.INCOMPLETE, "The file did not come to its end in time. Send it again.");
        } catch (IOException full) {
            throw KeptFiles.unavailable("written", full);
        }
        if (sum.size() > properties.maxSize().toBytes()) {
            throw tooLarge();
        }
        if (sum.size() == 0) {
            throw new AttachmentRefusedException(Reason.EMPTY, "The file is empty.");
        }
        return sum;
    }

    private static void discard(Path gathered) {
        try {
            Files.deleteIfExists(gathered);
        } catch (IOException fault) {
            LOG.warn("{} could not be deleted; it is deleted a day later", gathered, fault);
        }
    }
}
