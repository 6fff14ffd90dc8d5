// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.audit.HistoryEntry;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeGraphEdit;
import io.mainstay.change.ChangeState;
import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.GraphEdit;
import io.mainstay.cmdb.InstalledVersions;
import io.mainstay.release.Installation;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a release and its changes had said, before a deployment of it began, that becomes of fields of CIs. */
public record ForeseenValues(Set<Value> values) {

    private static final String LIFECYCLE = "lifecycle";
    private static final String VERSION = "attributes." + InstalledVersions.ATTRIBUTE;

    public ForeseenValues {
        values = Set.copyOf(values);
    }

    /** What a change says that a field of a CI gets. */
    public record Value(String ciId, String field, @Nullable String value) {}

    /**
     * An edit that was set later foresaw nothing, and a change that was cancelled makes nothing of what it had planned.
     *
     * @param edits by the ids of the changes
     * @param pinnedAt when the deployment began
     * @param installations what was pinned then of the artifacts of the release
     */
    public static ForeseenValues of(
            Collection<Change> changes,
            Map<String, ChangeGraphEdit> edits,
            Instant pinnedAt,
            Collection<Installation> installations) {
        return new ForeseenValues(Stream.concat(
                        changes.stream()
                                .filter(change -> change.state() != ChangeState.CANCELLED)
                                .flatMap(change -> Stream.ofNullable(edits.get(change.id())))
                                .filter(edit -> !edit.setAt().isAfter(pinnedAt))
                                .flatMap(edit -> values(edit.edit())),
                        installations.stream().map(one -> new Value(one.ciId(), VERSION, one.version())))
                .collect(Collectors.toSet()));
    }

    private static Stream<Value> values(GraphEdit edit) {
        return Stream.concat(
                edit.alteredItems().stream()
                        .flatMap(item -> item.values().stream()
                                .map(value -> new Value(item.ciId(), value.field(), value.value()))),
                edit.retiredItems().stream()
                        .map(item -> new Value(item.ciId(), LIFECYCLE, CiLifecycle.RETIRED.name())));
    }

    /** Of a value that is hidden it cannot be told which one it is, but that it was to be another one. */
    public boolean contain(String ciId, HistoryEntry.Value value) {
        return value.hidden()
                ? values.stream()
                        .anyMatch(one -> one.ciId().equals(ciId) && one.field().equals(value.field()))
                : values.contains(new Value(ciId, value.field(), value.after()));
    }
}
