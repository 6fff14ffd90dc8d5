// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Texts;
import io.mainstay.problem.internal.CommonCauses;
import io.mainstay.problem.internal.store.ProblemLinks;
import io.mainstay.record.Field;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.Filter;
import io.mainstay.record.Filter.Operator;
import io.mainstay.record.ListQuery;
import io.mainstay.record.Sort;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What can be asked about problems and incidents together. Needs {@code problem.read}; shows what the principal sees. */
@Component
public final class ProblemQueries {

    /** What cursors of {@link #incidents} belong to; see {@link PageRequest#of}. */
    public static final String INCIDENTS_SCOPE = "problemIncidents";

    /** How many known errors on configuration items are looked at. */
    private static final int KNOWN_ERRORS = 1_000;

    private static final int KNOWN_ERRORS_OF_ONE = 10;
    private static final int MAX_TEXT = 200;
    private static final Duration LONGEST_LOOK = Duration.ofDays(90);

    private final Tickets<Problem, ProblemState> problems;
    private final Tickets<Incident, IncidentState> incidents;
    private final ProblemLinks links;
    private final CommonCauses causes;
    private final ConfigurationItemQueries items;
    private final BusinessClock clock;

    ProblemQueries(
            Tickets<Problem, ProblemState> problems,
            Tickets<Incident, IncidentState> incidents,
            ProblemLinks links,
            CommonCauses causes,
            ConfigurationItemQueries items,
            BusinessClock clock) {
        this.problems = problems;
        this.incidents = incidents;
        this.links = links;
        this.causes = causes;
        this.items = items;
        this.clock = clock;
    }

    /**
     * A list of known errors, the oldest first.
     *
     * @param ciId those on this configuration item, or on what it depends on over at most two relations that carry failure; null
     *     for all
     * @param serviceOfferingId those of this service offering, or on what it depends on in the same way; null for all
     * @param text what title, cause or workaround contain; null for all
     */
    public ListQuery knownErrors(
            Principal principal, @Nullable String ciId, @Nullable String serviceOfferingId, @Nullable String text) {
        principal.require(Permission.PROBLEM_READ);
        if (text != null
                && (text.isBlank() || text.codePointCount(0, text.length()) > MAX_TEXT || !Texts.isPlain(text))) {
            throw new BadArgumentException("text", "1 to " + MAX_TEXT + " characters");
        }
        List<Filter> all = new ArrayList<>();
        all.add(compare("knownErrorSince", Operator.IS_NULL, false));
        if (ciId != null) {
            all.add(compare(
                    "id", Operator.IN, links.knownErrorsOn(principal.visibility(), List.of(ciId), KNOWN_ERRORS)));
        }
        if (serviceOfferingId != null) {
            all.add(new Filter.Or(List.of(
                    compare("serviceOfferingId", Operator.EQ, serviceOfferingId),
                    compare(
                            "id",
                            Operator.IN,
                            links.knownErrorsOn(principal.visibility(), List.of(serviceOfferingId), KNOWN_ERRORS)))));
        }
        if (text != null) {
            all.add(new Filter.Or(List.of(
                    compare("title", Operator.CONTAINS, text),
                    compare("causeText", Operator.CONTAINS, text),
                    compare("workaroundText", Operator.CONTAINS, text))));
        }
        ListQuery query =
                problems.type().fields().query(new Filter.And(all), List.of(new Sort("knownErrorSince", false)));
        // The ids of the moment are no part of what was asked for.
        return new ListQuery(query.filter(), query.sort(), "knownErrors" + ciId + '/' + serviceOfferingId + '/' + text);
    }

    /** The configuration items of a problem that the principal sees: those that it concerns and those that contribute. */
    Set<String> itemsOf(Principal principal, Problem problem) {
        Set<String> ciIds = new LinkedHashSet<>(
                problems.ciIds(principal, List.of(problem.id())).getOrDefault(problem.id(), List.of()));
        if (!problem.contributingCiIds().isEmpty()) {
            ciIds.addAll(items.byIds(principal, problem.contributingCiIds()).keySet());
        }
        return ciIds;
    }

    private Filter compare(String name, Operator operator, Object value) {
        FieldCatalogue<Problem> fields = problems.type().fields();
        Field<?> field = fields.find(name).orElseThrow();
        return new Filter.Compare(field, operator, value);
    }

    /** One part of the incidents that each problem causes, the newest first. */
    public Map<String, Page<Incident>> incidents(
            Principal principal, Collection<String> problemIds, PageRequest request) {
        principal.require(Permission.PROBLEM_READ);
        if (!principal.may(Permission.INCIDENT_READ)) {
            return Map.of();
        }
        Map<String, Page<String>> ids = links.incidentsOf(principal.visibility(), problemIds, request, INCIDENTS_SCOPE);
        Map<String, Incident> found = incidents.byIds(
                principal,
                ids.values().stream().flatMap(page -> page.nodes().stream()).collect(Collectors.toSet()));
        Map<String, Page<Incident>> pages = new HashMap<>();
        ids.forEach((problemId, page) -> pages.put(problemId, page.mapPresent(found::get)));
        return pages;
    }

    /** How many incidents each problem causes, and how its workaround fared. */
    public Map<String, ProblemIncidents> counts(Principal principal, Collection<String> problemIds) {
        principal.require(Permission.PROBLEM_READ);
        return links.counts(principal.visibility(), problemIds);
    }

    /** The problems that cause each incident; none for who reads no problems. */
    public Map<String, List<Problem>> problemsOf(Principal principal, Collection<String> incidentIds) {
        return principal.may(Permission.PROBLEM_READ)
                ? read(principal, links.problemsOf(principal.visibility(), incidentIds))
                : Map.of();
    }

    /** The known errors that each incident may be of, at most ten, the linked and nearest first. */
    public Map<String, List<Problem>> knownErrorsOf(Principal principal, Collection<String> incidentIds) {
        return principal.may(Permission.PROBLEM_READ)
                ? read(principal, links.knownErrorsOf(principal.visibility(), incidentIds, KNOWN_ERRORS_OF_ONE))
                : Map.of();
    }

    private Map<String, List<Problem>> read(Principal principal, Map<String, List<String>> ids) {
        Set<String> all = ids.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        Map<String, Problem> found = problems.byIds(principal, all);
        Map<String, List<Problem>> read = new HashMap<>();
        ids.forEach((incidentId, problemIds) -> read.put(
                incidentId,
                problemIds.stream().map(found::get).filter(Objects::nonNull).toList()));
        return read;
    }

    /** The workarounds that are published to each incident; none for who reads no problems. */
    public Map<String, List<PublishedWorkaround>> workaroundsOf(Principal principal, Collection<String> incidentIds) {
        return principal.may(Permission.PROBLEM_READ)
                ? links.workaroundsOf(principal.visibility(), incidentIds)
                : Map.of();
    }

    /** What the incidents of a problem may have in common, of the newest hundred that the principal sees. */
    public ProblemCommonCauses commonCauses(Principal principal, Problem problem) {
        List<Incident> newest = incidents(principal, List.of(problem.id()), new PageRequest(PageRequest.MAX, null))
                .getOrDefault(problem.id(), new Page<>(List.of(), false))
                .nodes();
        Map<String, List<String>> ciIds =
                incidents.ciIds(principal, newest.stream().map(Incident::id).toList());
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        newest.forEach(incident -> ordered.put(incident.id(), ciIds.getOrDefault(incident.id(), List.of())));
        return causes.of(principal, ordered);
    }

    /**
     * What each problem's fix has brought: how many incidents its configuration items had before and after it was resolved, over
     * equal times of at most ninety days. Absent for a problem that is not resolved.
     */
    public Map<String, ProblemEffect> effects(Principal principal, Collection<Problem> all) {
        principal.require(Permission.PROBLEM_READ);
        Instant now = clock.now();
        List<Problem> fixed = all.stream()
                .filter(problem -> problem.resolvedAt() != null
                        && Objects.requireNonNull(problem.resolvedAt()).isBefore(now))
                .toList();
        if (fixed.isEmpty() || !principal.may(Permission.INCIDENT_READ)) {
            return Map.of();
        }
        Map<String, List<String>> ciIds =
                problems.ciIds(principal, fixed.stream().map(Problem::id).toList());
        Map<String, Duration> looked = new HashMap<>();
        List<ProblemLinks.Fix> fixes = new ArrayList<>();
        for (Problem problem : fixed) {
            Instant fixedAt = Objects.requireNonNull(problem.resolvedAt());
            Duration since = Duration.between(fixedAt, now);
            Duration look = since.compareTo(LONGEST_LOOK) < 0 ? since : LONGEST_LOOK;
            looked.put(problem.id(), look);
            Set<String> items = new LinkedHashSet<>(ciIds.getOrDefault(problem.id(), List.of()));
            items.addAll(problem.contributingCiIds());
            fixes.add(new ProblemLinks.Fix(
                    problem.id(), List.copyOf(items), fixedAt.minus(look), fixedAt, fixedAt.plus(look)));
        }
        Map<String, ProblemLinks.Rates> rates = links.rates(principal.visibility(), fixes);
        Map<String, ProblemEffect> effects = new HashMap<>();
        looked.forEach((id, look) -> {
            ProblemLinks.Rates rate = rates.getOrDefault(id, new ProblemLinks.Rates(0, 0));
            effects.put(id, new ProblemEffect(look, rate.before(), rate.after()));
        });
        return effects;
    }

    /** How many problems there are of each kind of cause. */
    public List<ProblemCauseCount> byCause(Principal principal) {
        principal.require(Permission.PROBLEM_READ);
        return links.byCause(principal.visibility());
    }

    /** How long a known error has been one; null if it is none. */
    public @Nullable Duration knownErrorAge(Problem problem) {
        Instant since = problem.knownErrorSince();
        return since == null ? null : Duration.between(since, clock.now());
    }
}
