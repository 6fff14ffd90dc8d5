// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gathers what a unit of work writes. One statement writes it all before the next statement of the unit of work runs, or else
 * before the commit: whatever is read later finds it, and who reads first and writes then needs one statement for everything that
 * is written. What is refused then rolls everything back.
 *
 * @implNote All methods throw {@link IllegalStateException} if no unit of work is open.
 */
@Component
public final class Writes {

    static final String STATEMENT = "platform/write";

    private static final String ENTITY = "Entity";
    private static final String KEY = "key";
    private static final String PROPERTIES = "properties";

    private final ObjectProvider<Cypher> cypher;
    private final PerUnitOfWork<Gathered> gathered = new PerUnitOfWork<>(this::begin);

    /** Asked late: each statement asks first whether something was gathered. */
    Writes(ObjectProvider<Cypher> cypher) {
        this.cypher = cypher;
    }

    /**
     * Makes nodes.
     *
     * @param labels what they are beside an {@code Entity}
     * @param nodes their properties, the id among them
     */
    public void create(List<String> labels, Collection<? extends Map<String, ? extends @Nullable Object>> nodes) {
        List<String> all = new ArrayList<>(labels);
        all.add(ENTITY);
        Gathered rows = gathered.get();
        nodes.forEach(properties -> rows.created.add(Map.of("labels", all, PROPERTIES, properties)));
    }

    /** Sets properties of an entity whose lock is held; null takes one away. */
    public void change(String id, Map<String, ? extends @Nullable Object> properties) {
        gathered.get().changed.add(Map.of("id", id, PROPERTIES, properties));
    }

    /** Relates an entity whose lock is held, or that is new, to others that were {@link #requireInUse named}. */
    public void relate(String fromId, String type, String toId, Map<String, ?> properties) {
        gathered.get().related.add(Map.of("fromId", fromId, "type", type, "toId", toId, PROPERTIES, properties));
    }

    /**
     * Makes sure that something that a record names is still in use when that is written. It was read without its lock and found in
     * use; by now it may be retired or deactivated. Its lock is taken when the unit of work writes, and held for a moment.
     *
     * @param label of what is named; who names several takes their locks by label and id, so that nobody waits in a circle
     * @param refusal thrown if it is no longer in use
     */
    public void requireInUse(String label, String id, Supplier<? extends RuntimeException> refusal) {
        gathered.get().named.put(label + ' ' + id, new Named(id, refusal));
    }

    /** Arms timers, or moves those that are armed. */
    public void arm(Collection<Map<String, Object>> timers) {
        Gathered rows = gathered.get();
        timers.forEach(timer -> {
            String key = String.valueOf(timer.get(KEY));
            rows.disarmed.remove(key);
            rows.armed.put(key, timer);
        });
    }

    /** Disarms a timer; one that is not armed is no error. */
    public void disarm(String key) {
        Gathered rows = gathered.get();
        rows.armed.remove(key);
        rows.disarmed.add(key);
    }

    /** Arms timers of one kind of a record and disarms all others of that kind. */
    public void replace(String aggregateId, String kind, Collection<Map<String, Object>> timers) {
        Gathered rows = gathered.get();
        rows.armed
                .values()
                .removeIf(timer -> kind.equals(timer.get("kind")) && aggregateId.equals(timer.get("aggregateId")));
        List<String> keys =
                timers.stream().map(timer -> String.valueOf(timer.get(KEY))).toList();
        rows.replaced.put(kind + ' ' + aggregateId, Map.of("aggregateId", aggregateId, "kind", kind, "keys", keys));
        arm(timers);
    }

    /** Writes what was gathered, before something is read. What is only named can be read all the same. */
    void beforeReading() {
        Gathered rows = gathered.present();
        if (rows != null && rows.writes()) {
            send(rows);
        }
    }

    private void send(Gathered rows) {
        Map<String, Named> named = new LinkedHashMap<>();
        rows.named.values().forEach(each -> named.put(each.id(), each));
        Map<String, Object> parameters = Map.of(
                "created", List.copyOf(rows.created),
                "changed", List.copyOf(rows.changed),
                "related", List.copyOf(rows.related),
                "named", List.copyOf(named.keySet()),
                "disarmed", List.copyOf(rows.disarmed),
                "replaced", List.copyOf(rows.replaced.values()),
                "armed", List.copyOf(rows.armed.values()));
        rows.clear();
        List<String> gone = cypher.getObject()
                .statement(STATEMENT)
                .with("rows", parameters)
                .one(row -> row.strings("gone"))
                .orElseThrow();
        if (!gone.isEmpty()) {
            throw Objects.requireNonNull(named.get(gone.getFirst())).refusal().get();
        }
    }

    private Gathered begin() {
        Gathered rows = new Gathered();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                if (rows.writes() || !rows.named.isEmpty()) {
                    send(rows);
                }
            }
        });
        return rows;
    }

    private record Named(String id, Supplier<? extends RuntimeException> refusal) {}

    private static final class Gathered {

        private final List<Map<String, Object>> created = new ArrayList<>();
        private final List<Map<String, Object>> changed = new ArrayList<>();
        private final List<Map<String, Object>> related = new ArrayList<>();
        private final Map<String, Named> named = new TreeMap<>();
        private final Set<String> disarmed = new HashSet<>();
        private final Map<String, Map<String, Object>> replaced = new LinkedHashMap<>();
        private final Map<String, Map<String, Object>> armed = new LinkedHashMap<>();

        /** Whether something is to be written. */
        boolean writes() {
            return !(created.isEmpty()
                    && changed.isEmpty()
                    && related.isEmpty()
                    && disarmed.isEmpty()
                    && replaced.isEmpty()
                    && armed.isEmpty());
        }

        void clear() {
            created.clear();
            changed.clear();
            related.clear();
            named.clear();
            disarmed.clear();
            replaced.clear();
            armed.clear();
        }
    }
}
