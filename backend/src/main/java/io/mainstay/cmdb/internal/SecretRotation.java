// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.schedule.Cadence;
import io.mainstay.platform.schedule.PeriodicJob;
import io.mainstay.platform.secret.UnreadableSecretException;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Re-encrypts secret values of earlier keys, or of an earlier form, so that earlier keys can be thrown away. */
@Component
final class SecretRotation implements PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(SecretRotation.class);
    private static final int CHUNK = 200;

    private final ConfigurationItemStore store;
    private final SecretAttributes secrets;
    private final UnitOfWork work;
    private final Journal journal;
    private final BusinessClock clock;

    SecretRotation(
            ConfigurationItemStore store,
            SecretAttributes secrets,
            UnitOfWork work,
            Journal journal,
            BusinessClock clock) {
        this.store = store;
        this.secrets = secrets;
        this.work = work;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "cmdb.secret-rotation";
    }

    @Override
    public Cadence cadence() {
        return new Cadence.Every(Duration.ofHours(1));
    }

    @Override
    public void run() {
        secrets.currentEncryption().ifPresent(this::rotate);
    }

    private void rotate(String encryption) {
        List<String> ids = withOutdatedSecrets(encryption, "");
        while (!ids.isEmpty()) {
            ids.forEach(this::reencrypt);
            ids = withOutdatedSecrets(encryption, ids.getLast());
        }
    }

    private List<String> withOutdatedSecrets(String encryption, String afterId) {
        return work.read(() -> store.withOutdatedSecrets(encryption, afterId, CHUNK));
    }

    private void reencrypt(String id) {
        String entryId = Ids.next();
        Instant now = clock.now();
        try {
            work.writeRepeatably(
                    () -> store.lock(id).filter(secrets::isOutdated).ifPresent(item -> write(item, entryId, now)));
        } catch (UnreadableSecretException unreadable) {
            LOG.warn("A secret attribute of the configuration item {} cannot be decrypted", id, unreadable);
        }
    }

    private void write(ConfigurationItem before, String entryId, Instant now) {
        ConfigurationItem after = before.reencrypted(secrets.reencrypt(before));
        List<FieldChange> fields = ConfigurationItemFields.changes(before, after);
        store.save(before, after);
        journal.append(new JournalEntry(
                entryId,
                Principal.SYSTEM,
                ConfigurationItem.TYPE,
                after.id(),
                after.revision(),
                "ci.reseal",
                now,
                now,
                fields,
                List.of(ConfigurationItemSubject.updated(after, fields))));
    }
}
