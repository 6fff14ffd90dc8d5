// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.audit.TrailedRecords;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a record must be after all that its trail says, compared with what it is. */
final class TrailState {

    private static final Pattern BETWEEN_ELEMENTS = Pattern.compile(", ");

    private final TrailedRecords kind;
    private final Map<String, @Nullable String> values = new HashMap<>();
    private final Map<String, Set<String>> collections = new HashMap<>();

    /** Fields of which the trail no longer has the value. */
    private final Set<String> erased = new HashSet<>();

    private TrailState(TrailedRecords kind) {
        this.kind = kind;
    }

    /**
     * The fields in which a record is not what its trail says.
     *
     * @param chain its entries, the oldest first
     * @param now as {@link TrailedRecords#now} tells it
     */
    static Set<String> differing(TrailedRecords kind, List<ChainedEntry> chain, List<FieldChange> now) {
        TrailState state = new TrailState(kind);
        chain.forEach(entry -> entry.values().forEach(state::apply));
        Set<String> differing = state.differing(now);
        if (isShipped(kind, chain)) {
            differing.removeIf(field -> !state.values.containsKey(field));
        }
        return differing;
    }

    /** Of a shipped record the trail tells only of the fields that were changed since. */
    private static boolean isShipped(TrailedRecords kind, List<ChainedEntry> chain) {
        String told = kind.toldByCreation();
        return told != null
                && chain.getFirst().values().stream()
                        .noneMatch(value -> value.field().equals(told) && value.before() == null);
    }

    private void apply(AuditedValue value) {
        String field = value.field();
        if (!kind.tells(field)) {
            return;
        }
        if (kind.collections().contains(field)) {
            if (value.isErased()) {
                erased.add(field);
            }
            Set<String> elements = collections.computeIfAbsent(field, _ -> new HashSet<>());
            elements.removeAll(elements(value.before()));
            elements.addAll(elements(value.after()));
            return;
        }
        if (value.isErased()) {
            erased.add(field);
        } else {
            erased.remove(field);
        }
        values.put(field, value.after());
    }

    private Set<String> differing(List<FieldChange> now) {
        Map<String, @Nullable String> actual = new HashMap<>();
        now.forEach(change -> actual.put(change.field(), change.after()));
        Set<String> fields = new TreeSet<>(actual.keySet());
        fields.addAll(values.keySet());
        fields.addAll(collections.keySet());
        fields.removeAll(erased);
        now.stream().filter(FieldChange::secret).map(FieldChange::field).forEach(fields::remove);
        fields.removeIf(field -> isAsTold(field, actual.get(field)));
        return fields;
    }

    private boolean isAsTold(String field, @Nullable String actual) {
        if (!kind.collections().contains(field)) {
            boolean maybeNotTold = kind.begunLate().contains(field) && !values.containsKey(field);
            return maybeNotTold || isSame(values.get(field), actual);
        }
        Set<String> told = collections.getOrDefault(field, Set.of());
        Set<String> there = elements(actual);
        return kind.begunLate().contains(field) ? there.containsAll(told) : there.equals(told);
    }

    /** The graph gives numbers back in another form than they were written in. */
    private static boolean isSame(@Nullable String told, @Nullable String actual) {
        if (told == null || actual == null || told.equals(actual)) {
            return Objects.equals(told, actual);
        }
        return number(told)
                .flatMap(one -> number(actual).map(other -> one.compareTo(other) == 0))
                .orElse(false);
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static Set<String> elements(@Nullable String collection) {
        if (collection == null || collection.length() <= 2) {
            return Set.of();
        }
        return new LinkedHashSet<>(List.of(BETWEEN_ELEMENTS.split(collection.substring(1, collection.length() - 1))));
    }
}
