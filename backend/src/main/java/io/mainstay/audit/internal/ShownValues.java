package io.mainstay.audit.internal;

import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.Page;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a reader is shown of the values in trails: a value is hidden when an id in it is that of a record which the reader may
 * not see, whatever the field is called. So no field of a new kind of record can be forgotten.
 */
final class ShownValues {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final UnaryOperator<Set<String>> hidden;

    /** @param hidden gives those of some ids that are records which the reader may not see */
    ShownValues(UnaryOperator<Set<String>> hidden) {
        this.hidden = hidden;
    }

    Map<String, Page<HistoryEntry>> of(Map<String, Page<HistoryEntry>> pages) {
        Set<String> named = pages.values().stream()
                .flatMap(page -> page.nodes().stream())
                .flatMap(entry -> entry.fields().stream())
                .flatMap(ShownValues::ids)
                .collect(Collectors.toSet());
        Set<String> unseen = named.isEmpty() ? Set.of() : hidden.apply(named);
        if (unseen.isEmpty()) {
            return pages;
        }
        Map<String, Page<HistoryEntry>> shown = new HashMap<>(pages);
        shown.replaceAll((_, page) -> page.map(entry -> hide(entry, unseen)));
        return shown;
    }

    private static HistoryEntry hide(HistoryEntry entry, Set<String> unseen) {
        return entry.with(entry.fields().stream()
                .map(value -> ids(value).anyMatch(unseen::contains)
                        ? new HistoryEntry.Value(value.field(), null, null, true)
                        : value)
                .toList());
    }

    private static Stream<String> ids(HistoryEntry.Value value) {
        return Stream.concat(ids(value.before()), ids(value.after()));
    }

    private static Stream<String> ids(@Nullable String text) {
        return text == null ? Stream.empty() : ID.matcher(text).results().map(MatchResult::group);
    }
}
