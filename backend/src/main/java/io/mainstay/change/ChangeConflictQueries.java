// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.ChangeConflicts.IncompleteReason;
import io.mainstay.change.internal.ChangeRules;
import io.mainstay.change.internal.ConflictFinder;
import io.mainstay.change.internal.ConflictFinder.Asked;
import io.mainstay.change.internal.ConflictFinder.Found;
import io.mainstay.change.internal.conflict.ConflictDetection.Work;
import io.mainstay.change.internal.conflict.Finding;
import io.mainstay.change.internal.conflict.Span;
import io.mainstay.change.internal.store.FreezeExceptionStore;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.TicketRules;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says what speaks against making changes as they are planned. Found anew each time, because everything moves: a change that is moved
 * away is in nobody's way any more, without anybody looking. Needs {@code change.read}, and of changes that one sees already
 * {@code change.participate}; shows what the principal sees, and counts the rest.
 */
@Component
public final class ChangeConflictQueries {

    /** What takes no part in others' time does not conflict with itself. */
    private static final String NOBODY = "";

    /** How many conflicts a refusal names; the query names all. */
    private static final int MAX_REFUSALS = 20;

    private final Tickets<Change, ChangeState> changes;
    private final Tickets<Incident, IncidentState> incidents;
    private final ConfigurationItemQueries items;
    private final IdentityViews identity;
    private final ConflictFinder finder;
    private final FreezeExceptionStore exceptions;
    private final UnitOfWork work;
    private final ConflictProperties.AtStart atStart;

    ChangeConflictQueries(
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            ConfigurationItemQueries items,
            IdentityViews identity,
            ConflictFinder finder,
            FreezeExceptionStore exceptions,
            UnitOfWork work,
            ConflictProperties properties) {
        this.changes = changes;
        this.incidents = incidents;
        this.items = items;
        this.identity = identity;
        this.finder = finder;
        this.exceptions = exceptions;
        this.work = work;
        this.atStart = properties.atStart();
    }

    /** The conflicts of a change that the principal sees; empty if there is no such change. */
    public Optional<ChangeConflicts> byId(Principal principal, String id) {
        principal.require(Permission.CHANGE_READ);
        return Optional.ofNullable(changes.byIds(principal, List.of(id)).get(id))
                .map(change -> of(principal, List.of(change)).get(id));
    }

    /**
     * The conflicts of changes, by their ids: none of those that have been made or cancelled. The number of database calls does not
     * depend on how many there are.
     *
     * @param all changes that the principal sees
     */
    public Map<String, ChangeConflicts> of(Principal principal, Collection<Change> all) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        Map<String, ChangeConflicts> answers = new HashMap<>();
        all.forEach(change -> answers.put(change.id(), ChangeConflicts.NONE));
        List<Change> open =
                all.stream().filter(change -> change.state().isOpen()).toList();
        if (!open.isEmpty()) {
            answers.putAll(work.read(() -> {
                Map<String, List<String>> ciIds = changes.ciIds(
                        Principal.SYSTEM, open.stream().map(Change::id).toList());
                return shown(
                        principal,
                        finder.find(open.stream()
                                .map(change -> asked(change, ciIds.getOrDefault(change.id(), List.of())))
                                .toList()));
            }));
            open.forEach(change -> answers.computeIfPresent(
                    change.id(), (_, conflicts) -> conflicts.exempted(change.exemptionReason())));
        }
        return answers;
    }

    /**
     * Checks that a change may begin with the conflicts that it has.
     *
     * @param overrideReason why it may begin nevertheless; null if nobody has said
     * @throws RefusedException with CONFLICT for each conflict, if there are some, the installation asks for a reason and there is none
     */
    void checkStart(ChangeConflicts found, @Nullable String overrideReason) {
        if (found.count() > 0 && overrideReason == null && atStart == ConflictProperties.AtStart.REFUSE) {
            throw new RefusedException(refusals(found));
        }
    }

    private static List<UserError> refusals(ChangeConflicts found) {
        List<UserError> errors = new ArrayList<>();
        found.conflicts().stream()
                .filter(ChangeConflict::blocks)
                .limit(MAX_REFUSALS)
                .map(conflict -> UserError.of(UserErrorCode.CONFLICT, conflict.explanation(), "id")
                        .with("kind", conflict.kind().name()))
                .forEach(errors::add);
        int more = found.count() - errors.size();
        if (more > 0) {
            errors.add(UserError.of(
                            UserErrorCode.CONFLICT,
                            "There are " + more
                                    + (errors.isEmpty() ? " conflicts that you may not see." : " more conflicts."),
                            "id")
                    .with("more", more));
        }
        return errors;
    }

    /** What a change would be asked about. */
    static Asked asked(Change change, Collection<String> ciIds) {
        Asked asked = Asked.of(change, ciIds);
        return new Asked(asked.work(), asked.ciIds(), change.exemption() != null);
    }

    /**
     * The conflicts that a change would have that is not there.
     *
     * @throws BadArgumentException if the time is none, or there are too many CIs or people
     * @throws RefusedException with NOT_FOUND if a CI does not exist or is not visible
     */
    public ChangeConflicts preview(Principal principal, ConflictPreview preview) {
        principal.require(Permission.CHANGE_READ);
        Span window = window(preview);
        check(preview);
        return work.read(() -> {
            requireItems(principal, preview.ciIds(), "input", "ciIds");
            Work would = new Work(NOBODY, window, Set.copyOf(preview.implementerIds()));
            Map<String, Found> found = finder.find(List.of(new Asked(would, Set.copyOf(preview.ciIds()))));
            return shown(principal, found).getOrDefault(NOBODY, ChangeConflicts.NONE);
        });
    }

    private static @Nullable Span window(ConflictPreview preview) {
        Instant from = preview.plannedFrom();
        Instant to = preview.plannedTo();
        if (from == null && to == null) {
            return null;
        }
        if (from == null || to == null || !from.isBefore(to)) {
            throw new BadArgumentException("input.plannedTo", "later than plannedFrom, and absent without it");
        }
        return new Span(from, to);
    }

    private static void check(ConflictPreview preview) {
        if (preview.ciIds().size() > TicketRules.MAX_CIS) {
            throw new BadArgumentException(
                    "input.ciIds", "a list of at most " + TicketRules.MAX_CIS + " configuration items");
        }
        if (preview.implementerIds().size() > ChangeRules.MAX_IMPLEMENTERS) {
            throw new BadArgumentException(
                    "input.implementerIds", "a list of at most " + ChangeRules.MAX_IMPLEMENTERS + " people");
        }
    }

    /**
     * @param path where they are named
     * @throws RefusedException with NOT_FOUND for each that does not exist or is not visible
     */
    void requireItems(Principal principal, Collection<String> ciIds, String... path) {
        if (ciIds.isEmpty()) {
            return;
        }
        Set<String> unknown = new TreeSet<>(ciIds);
        unknown.removeAll(seen(principal, ciIds).keySet());
        List<UserError> errors = unknown.stream()
                .flatMap(ciId -> RefusedException.notFound("Configuration item", ciId, path).errors().stream())
                .toList();
        if (!errors.isEmpty()) {
            throw new RefusedException(errors);
        }
    }

    /** What the principal sees of what was found for several pieces of work, or at several times; by the key it has there. */
    Map<String, ChangeConflicts> shown(Principal principal, Map<String, Found> all) {
        Map<String, ConfigurationItem> seen =
                seen(principal, ids(all, finding -> ConflictView.ciIds(finding).stream()));
        ConflictView view = new ConflictView(
                principal,
                byIds(ids(all, ConflictView::changeIds), ids -> changes.byIds(principal, ids)),
                seen,
                principal.may(Permission.INCIDENT_READ)
                        ? byIds(ids(all, ConflictView::incidentIds), ids -> incidents.byIds(principal, ids))
                        : Map.of(),
                byIds(ids(all, ConflictView::personIds), identity::people));
        Map<String, List<ChangeConflict>> shown = new HashMap<>();
        Map<String, Integer> hidden = new HashMap<>();
        Map<String, Integer> hiddenExcepted = new HashMap<>();
        Map<String, Map<String, FreezeException>> excepted = exceptions(all);
        all.forEach((id, found) -> {
            Map<String, FreezeException> ofChange = excepted.getOrDefault(id, Map.of());
            List<ChangeConflict> conflicts = new ArrayList<>();
            for (Finding finding : found.findings()) {
                FreezeException exception = finding instanceof Finding.Frozen frozen
                        ? ofChange.get(frozen.window().id())
                        : null;
                Optional<ChangeConflict> conflict =
                        view.shown(finding).map(one -> exception == null ? one : ConflictView.excepted(one, exception));
                conflict.ifPresent(conflicts::add);
                if (conflict.isEmpty()) {
                    boolean granted = exception != null && exception.state() == FreezeException.State.GRANTED;
                    (granted ? hiddenExcepted : hidden).merge(id, 1, Integer::sum);
                }
            }
            shown.put(id, conflicts);
        });
        Set<String> seenOnPaths = seenOnPaths(principal, shown.values(), seen.keySet());
        Map<String, ChangeConflicts> answers = new HashMap<>();
        shown.forEach((id, conflicts) -> {
            Found found = all.getOrDefault(id, new Found(List.of(), Set.of()));
            Set<IncompleteReason> incomplete = EnumSet.noneOf(IncompleteReason.class);
            incomplete.addAll(found.incomplete());
            if (conflicts.size() > ChangeConflicts.MAX_CONFLICTS) {
                incomplete.add(IncompleteReason.CONFLICTS);
            }
            answers.put(
                    id,
                    new ChangeConflicts(
                            conflicts.stream()
                                    .limit(ChangeConflicts.MAX_CONFLICTS)
                                    .map(conflict -> ConflictView.masked(conflict, seenOnPaths))
                                    .toList(),
                            hidden.getOrDefault(id, 0),
                            hiddenExcepted.getOrDefault(id, 0),
                            incomplete));
        });
        return answers;
    }

    /** What was asked of the freezes that were found and still stands, by the id of the change and of the freeze. */
    private Map<String, Map<String, FreezeException>> exceptions(Map<String, Found> all) {
        List<String> frozen = all.entrySet().stream()
                .filter(one -> one.getValue().findings().stream().anyMatch(Finding.Frozen.class::isInstance))
                .map(Map.Entry::getKey)
                .toList();
        if (frozen.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<String, FreezeException>> byChange = new HashMap<>();
        standing(frozen)
                .forEach((id, ofChange) -> byChange.put(
                        id,
                        ofChange.stream().collect(Collectors.toMap(FreezeException::windowId, Function.identity()))));
        return byChange;
    }

    /** What was asked of freezes and stands, by the ids of the changes, whoever sees the freezes: what an authorisation grants. */
    Map<String, List<FreezeException>> standing(Collection<String> changeIds) {
        Map<String, List<FreezeException>> standing = new HashMap<>();
        exceptions
                .of(changeIds)
                .forEach((id, ofChange) -> standing.put(
                        id, ofChange.stream().filter(FreezeException::stands).toList()));
        return standing;
    }

    /** From which freezes the authorisation of changes excepts them, by the ids of the changes; whoever sees either. One database call. */
    public Map<String, Set<String>> excepted(Collection<String> changeIds) {
        Map<String, Set<String>> excepted = new HashMap<>();
        exceptions
                .of(changeIds)
                .forEach((id, ofChange) -> excepted.put(
                        id,
                        ofChange.stream()
                                .filter(exception -> exception.state() == FreezeException.State.GRANTED)
                                .map(FreezeException::windowId)
                                .collect(Collectors.toSet())));
        return excepted;
    }

    /** What was asked of freezes for changes that the principal sees, by the ids of the changes. One database call for all. */
    public Map<String, List<FreezeException>> exceptions(Principal principal, Collection<Change> all) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        return principal.may(Permission.WINDOW_READ)
                ? exceptions.of(all.stream().map(Change::id).toList())
                : Map.of();
    }

    private Set<String> seenOnPaths(
            Principal principal, Collection<List<ChangeConflict>> shown, Collection<String> known) {
        Set<String> between = shown.stream()
                .flatMap(List::stream)
                .flatMap(ConflictView::onPaths)
                .filter(ciId -> !known.contains(ciId))
                .collect(Collectors.toSet());
        Set<String> seen = new HashSet<>(known);
        seen.addAll(seen(principal, between).keySet());
        return seen;
    }

    private Map<String, ConfigurationItem> seen(Principal principal, Collection<String> ciIds) {
        return byIds(Set.copyOf(ciIds), ids -> items.byIds(principal, ids));
    }

    private static <T> Map<String, T> byIds(Set<String> ids, Function<Collection<String>, Map<String, T>> read) {
        return ids.isEmpty() ? Map.of() : read.apply(new ArrayList<>(ids));
    }

    private static Set<String> ids(Map<String, Found> all, Function<Finding, Stream<String>> ids) {
        return all.values().stream()
                .flatMap(found -> found.findings().stream())
                .flatMap(ids)
                .collect(Collectors.toSet());
    }
}
