// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Redacts values in trails: what a reader is shown of them. A value of a field that refers to records is shown if the
 * reader may see each of them; what is hidden looks as what does not exist. Any other text is shown as it was written: to
 * look for records in it would tell its author which ids there are.
 */
final class ValueRedaction {

    /** How a field that refers to records is called; the keys of a configuration item's attributes are as somebody chose them. */
    private static final Pattern REFERENCE = Pattern.compile("(?!attributes\\.).*Ids?");

    /** What operators name that is no record: it is often gone afterwards, and they see all of it. */
    private static final Set<String> OF_OPERATORS = Set.of("deadLetterId", "eventId", "jobId", "timerId");

    private final UnaryOperator<Set<String>> seen;

    /** @param seen gives those of some ids that are records which the reader may see */
    ValueRedaction(UnaryOperator<Set<String>> seen) {
        this.seen = seen;
    }

    Map<String, Page<HistoryEntry>> of(Map<String, Page<HistoryEntry>> pages) {
        Set<String> shownIds = shownIds(pages.values().stream().flatMap(page -> page.nodes().stream()));
        Map<String, Page<HistoryEntry>> shown = new HashMap<>(pages);
        shown.replaceAll((_, page) -> page.map(entry -> hide(entry, shownIds)));
        return shown;
    }

    List<HistoryEntry> of(List<HistoryEntry> entries) {
        Set<String> shownIds = shownIds(entries.stream());
        return entries.stream().map(entry -> hide(entry, shownIds)).toList();
    }

    private Set<String> shownIds(Stream<HistoryEntry> entries) {
        Set<String> named = entries.flatMap(entry -> entry.fields().stream())
                .flatMap(ValueRedaction::records)
                .collect(Collectors.toSet());
        return named.isEmpty() ? Set.of() : seen.apply(named);
    }

    /** Whether the values of a field are ids of records. */
    static boolean isReference(String field) {
        return REFERENCE.matcher(field).matches() && !OF_OPERATORS.contains(field);
    }

    private static HistoryEntry hide(HistoryEntry entry, Set<String> shownIds) {
        boolean refusedUnseen = entry.fields().stream()
                .anyMatch(value -> value.field().equals(AuditedRefusals.RECORD_ID) && !isShown(value, shownIds));
        return entry.with(entry.fields().stream()
                .map(value -> isShown(value, shownIds) && !(refusedUnseen && isClearance(value))
                        ? value
                        : new HistoryEntry.Value(value.field(), null, null, true))
                .toList());
    }

    private static boolean isShown(HistoryEntry.Value value, Set<String> shownIds) {
        return records(value).allMatch(shownIds::contains);
    }

    /** A clearance that was missing says how confidential the record is. */
    private static boolean isClearance(HistoryEntry.Value value) {
        return value.field().equals(AuditedRefusals.PERMISSION)
                && value.after() != null
                && value.after().startsWith("clearance ");
    }

    private static Stream<String> records(HistoryEntry.Value value) {
        return isReference(value.field()) ? Stream.concat(ids(value.before()), ids(value.after())) : Stream.empty();
    }

    private static Stream<String> ids(@Nullable String text) {
        return text == null ? Stream.empty() : Ids.in(text);
    }
}
