// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.internal.ConfigurationItemFields;
import io.mainstay.cmdb.internal.ConfigurationItemSubject;
import io.mainstay.cmdb.internal.store.CiControlStore;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Subject.Edited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writes down which versions CIs have because of deployments, inside the unit of work of what is said of these. */
@Service
public final class InstalledVersions {

    /** The attribute of a CI that says it. Classes to which software is deployed have it. */
    public static final String ATTRIBUTE = "version";

    private static final String ACTION = "ci.update";

    /** What the history of a CI names as the reason. */
    private static final String CAUSE = "deploymentIds";

    private final ConfigurationItemStore items;
    private final ConfigurationItemSubject subject;
    private final CiControlStore store;
    private final CiClasses classes;
    private final Journal journal;
    private final BusinessClock clock;

    InstalledVersions(
            ConfigurationItemStore items,
            ConfigurationItemSubject subject,
            CiControlStore store,
            CiClasses classes,
            Journal journal,
            BusinessClock clock) {
        this.items = items;
        this.subject = subject;
        this.store = store;
        this.classes = classes;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * The version that a CI is to have.
     *
     * @param version null for none
     * @param over the version that it must have before; null for whichever it has
     * @param authorised whether the deployment was approved, so that controlled attributes are changed by it as by a change
     * @param deploymentId the deployment because of which it is to have the version
     */
    public record Wanted(
            String ciId, @Nullable String version, @Nullable String over, boolean authorised, String deploymentId) {}

    /** Why a CI keeps the version that it has. */
    public enum Obstacle {
        RETIRED,
        CONTROLLED,
        CHANGED_SINCE
    }

    /**
     * What has become of a version that was wanted.
     *
     * @param before the one that the CI had; null for none
     * @param obstacle why it still has that one; null if it has the one that was wanted
     */
    public record Written(@Nullable String before, @Nullable Obstacle obstacle) {}

    /**
     * Writes versions, one after the other if there are several for one CI, which has one revision more afterwards. Whoever may say that they
     * are to be written was asked before: here nobody's permissions count, nor what the principal sees. The number of database calls does not
     * depend on how many there are.
     *
     * @param principal who is named by the histories
     * @return what has become of each, in the same order
     */
    public List<Written> write(Principal principal, List<Wanted> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Occurrence at = Occurrence.at(clock.now());
        Map<String, ConfigurationItem> locked =
                items.lock(wanted.stream().map(Wanted::ciId).toList());
        Map<String, ConfigurationItem> present = new HashMap<>(locked);
        CiControls controls = store.controls();
        Map<String, Set<String>> causes = new LinkedHashMap<>();
        List<Written> written = new ArrayList<>();
        for (Wanted one : wanted) {
            ConfigurationItem before = Objects.requireNonNull(present.get(one.ciId()));
            CiControlMode mode = controls.of(classes.tree(), before.classKey(), ATTRIBUTE);
            Obstacle obstacle = obstacle(before, one, mode);
            if (obstacle == null && !Objects.equals(version(before), one.version())) {
                present.put(one.ciId(), with(before, one, mode, at.occurredAt()));
                causes.computeIfAbsent(one.ciId(), _ -> new TreeSet<>()).add(one.deploymentId());
            }
            written.add(new Written(version(before), obstacle));
        }
        save(principal, locked, present, causes, at);
        return written;
    }

    static @Nullable Obstacle obstacle(ConfigurationItem item, Wanted wanted, CiControlMode mode) {
        if (item.retired()) {
            return Obstacle.RETIRED;
        }
        if (wanted.over() != null && !wanted.over().equals(version(item))) {
            return Obstacle.CHANGED_SINCE;
        }
        return mode == CiControlMode.ENFORCE && !wanted.authorised() ? Obstacle.CONTROLLED : null;
    }

    /** Which version a CI has; null for none, as which a blank one counts. Before the attribute was defined it may have been a number. */
    static @Nullable String version(ConfigurationItem item) {
        Object value = item.attributes().get(ATTRIBUTE);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    private ConfigurationItem with(ConfigurationItem before, Wanted wanted, CiControlMode mode, Instant now) {
        Map<String, Object> attributes = new TreeMap<>(before.attributes());
        if (wanted.version() == null) {
            attributes.remove(ATTRIBUTE);
        } else {
            attributes.put(ATTRIBUTE, wanted.version());
        }
        ConfigurationItem after = before.withAttributes(attributes);
        UnauthorisedDifference old = before.difference();
        if (mode != CiControlMode.OFF && !wanted.authorised()) {
            return after.with(AttributeControl.difference(
                    before, after, List.of(ATTRIBUTE), classes.tree()::isSecret, now, null));
        }
        return after.with(old == null ? null : old.left(attributes, classes.tree()::isSecret));
    }

    private void save(
            Principal principal,
            Map<String, ConfigurationItem> locked,
            Map<String, ConfigurationItem> present,
            Map<String, Set<String>> causes,
            Occurrence at) {
        Map<ConfigurationItem, ConfigurationItem> saved = new LinkedHashMap<>();
        List<JournalEntry> entries = new ArrayList<>();
        causes.forEach((ciId, deploymentIds) -> {
            ConfigurationItem before = Objects.requireNonNull(locked.get(ciId));
            ConfigurationItem after = Objects.requireNonNull(present.get(ciId))
                    .moved(before.version() + 1, before.revision() + 1, at.occurredAt());
            List<FieldChange> fields = new ArrayList<>(ConfigurationItemFields.changes(before, after));
            if (!fields.isEmpty()) {
                fields.add(FieldChange.of(CAUSE, null, List.copyOf(deploymentIds)));
                saved.put(before, after);
                entries.add(GraphEdits.entry(new Edited<>(principal, ACTION, before, after, at, fields)));
            }
        });
        if (!saved.isEmpty()) {
            subject.saveAll(saved);
            journal.appendEach(entries);
        }
    }
}
