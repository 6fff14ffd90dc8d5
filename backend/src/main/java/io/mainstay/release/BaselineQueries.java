// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.audit.HistoryEntry;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeGraphEdit;
import io.mainstay.change.ChangeGraphEditQueries;
import io.mainstay.change.ChangeState;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ItemDifference;
import io.mainstay.cmdb.ItemDifferenceQueries;
import io.mainstay.cmdb.PinnedItem;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.release.internal.ForeseenValues;
import io.mainstay.release.internal.store.BaselineStore;
import io.mainstay.release.internal.store.ReleaseLinks;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows what CIs were before deployments, and what has become of them, as far as the principal sees them. */
@Component
public final class BaselineQueries {

    private final BaselineStore store;
    private final ReleaseLinks links;
    private final Tickets<Release, ReleaseState> releases;
    private final Tickets<Change, ChangeState> changes;
    private final ChangeGraphEditQueries graphEdits;
    private final ConfigurationItemQueries items;
    private final ItemDifferenceQueries differences;
    private final UnitOfWork work;

    BaselineQueries(
            BaselineStore store,
            ReleaseLinks links,
            Tickets<Release, ReleaseState> releases,
            Tickets<Change, ChangeState> changes,
            ChangeGraphEditQueries graphEdits,
            ConfigurationItemQueries items,
            ItemDifferenceQueries differences,
            UnitOfWork work) {
        this.store = store;
        this.links = links;
        this.releases = releases;
        this.changes = changes;
        this.graphEdits = graphEdits;
        this.items = items;
        this.differences = differences;
        this.work = work;
    }

    /**
     * The baseline of each deployment that has one. Two database calls, however many there are.
     *
     * @param all deployments that the principal sees
     */
    public Map<Deployment, BaselineView> of(Principal principal, Collection<Deployment> all) {
        principal.require(Permission.RELEASE_READ);
        return work.read(() -> {
            Map<String, Baseline> found =
                    store.of(all.stream().map(Deployment::id).toList());
            Set<String> ciIds = found.values().stream()
                    .flatMap(baseline -> baseline.pins().stream())
                    .map(Baseline.Pin::ciId)
                    .collect(Collectors.toSet());
            Map<String, ConfigurationItem> seen =
                    ciIds.isEmpty() || !principal.may(Permission.CI_READ) ? Map.of() : items.byIds(principal, ciIds);
            Map<Deployment, BaselineView> views = new HashMap<>();
            for (Deployment deployment : all) {
                Baseline baseline = found.get(deployment.id());
                if (baseline != null) {
                    views.put(deployment, view(deployment, baseline, seen));
                }
            }
            return views;
        });
    }

    private static BaselineView view(Deployment deployment, Baseline baseline, Map<String, ConfigurationItem> seen) {
        List<BaselineView.Item> shown = new ArrayList<>();
        for (Baseline.Pin pin : baseline.pins()) {
            ConfigurationItem item = seen.get(pin.ciId());
            if (item != null) {
                shown.add(new BaselineView.Item(item, pin.revision()));
            }
        }
        return new BaselineView(deployment, baseline, shown, baseline.pins().size() - shown.size());
    }

    /**
     * What differs from baselines since their deployments began, and until their releases are over: by then their changes are complete,
     * with what these make of CIs. The number of database calls does not depend on how many there are.
     *
     * @return absent for a deployment that has not succeeded, and for a principal who may not read the histories of CIs
     */
    public Map<BaselineView, BaselineDifferences> differences(Principal principal, Collection<BaselineView> all) {
        principal.require(Permission.RELEASE_READ);
        List<BaselineView> done = all.stream()
                .filter(view -> view.deployment().deployedAt() != null)
                .toList();
        if (done.isEmpty() || !ItemDifferenceQueries.mayCompare(principal)) {
            return Map.of();
        }
        return work.read(() -> {
            Map<BaselineView, List<PinnedItem>> pinned = pinned(principal, done);
            Map<PinnedItem, ItemDifference> found = differences.since(
                    principal,
                    pinned.values().stream().flatMap(List::stream).distinct().toList());
            Map<BaselineView, ForeseenValues> foreseen = foreseen(done);
            Map<BaselineView, BaselineDifferences> answers = new HashMap<>();
            pinned.forEach((view, pins) -> answers.put(
                    view,
                    answer(
                            pins.stream()
                                    .map(found::get)
                                    .filter(Objects::nonNull)
                                    .toList(),
                            Objects.requireNonNull(foreseen.get(view)),
                            view.complete())));
            return answers;
        });
    }

    private Map<BaselineView, List<PinnedItem>> pinned(Principal principal, List<BaselineView> done) {
        Map<String, Release> of = releases.byIds(
                principal,
                done.stream().map(view -> view.deployment().releaseId()).collect(Collectors.toSet()));
        Map<BaselineView, List<PinnedItem>> pinned = new HashMap<>();
        for (BaselineView view : done) {
            Release release = of.get(view.deployment().releaseId());
            if (release != null) {
                Instant over = over(release.course());
                pinned.put(
                        view,
                        view.items().stream()
                                .map(item -> new PinnedItem(item.ci().id(), item.revision(), over))
                                .toList());
            }
        }
        return pinned;
    }

    private static @Nullable Instant over(Release.Course course) {
        return course.closedAt() == null ? course.rolledBackAt() : course.closedAt();
    }

    /** Whoever sees the changes: that something was foreseen tells nothing of by which. */
    private Map<BaselineView, ForeseenValues> foreseen(List<BaselineView> done) {
        Map<String, List<String>> contained = links.changesOf(
                Principal.SYSTEM.visibility(),
                done.stream().map(view -> view.deployment().releaseId()).collect(Collectors.toSet()));
        Set<String> changeIds =
                contained.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        Map<String, Change> found = changeIds.isEmpty() ? Map.of() : changes.byIds(Principal.SYSTEM, changeIds);
        Map<String, ChangeGraphEdit> edits = new HashMap<>();
        graphEdits.of(Principal.SYSTEM, changeIds).forEach((id, shown) -> edits.put(id, shown.kept()));
        Map<BaselineView, ForeseenValues> foreseen = new HashMap<>();
        for (BaselineView view : done) {
            foreseen.put(
                    view,
                    ForeseenValues.of(
                            contained.getOrDefault(view.deployment().releaseId(), List.of()).stream()
                                    .map(found::get)
                                    .filter(Objects::nonNull)
                                    .toList(),
                            edits,
                            view.baseline().pinnedAt(),
                            view.deployment().installations()));
        }
        return foreseen;
    }

    private static BaselineDifferences answer(List<ItemDifference> found, ForeseenValues foreseen, boolean complete) {
        List<BaselineDifferences.Difference> fields = new ArrayList<>();
        for (ItemDifference difference : found) {
            ConfigurationItem item = difference.item();
            for (HistoryEntry.Value value : difference.fields()) {
                fields.add(new BaselineDifferences.Difference(item, value, foreseen.contain(item.id(), value)));
            }
        }
        return new BaselineDifferences(fields, complete && found.stream().allMatch(ItemDifference::complete));
    }
}
