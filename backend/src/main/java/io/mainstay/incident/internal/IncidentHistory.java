package io.mainstay.incident.internal;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.incident.IncidentRoutingRule;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The history of incidents, without the values that name configuration items which the reader may not see. */
@Component
public final class IncidentHistory {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Set<String> ITEM_FIELDS = Set.of("ciIds", "serviceOfferingId");
    private static final String ROUTING_SOURCE = "routingSourceId";
    private static final String ROUTING_RULE = "routingRule";
    private static final Set<String> RULES_BY_ITEM =
            Set.of(IncidentRoutingRule.CONFIGURATION_ITEM.name(), IncidentRoutingRule.SERVICE_OFFERING.name());

    private final AuditTrail trail;
    private final ConfigurationItemQueries items;

    IncidentHistory(AuditTrail trail, ConfigurationItemQueries items) {
        this.trail = trail;
        this.items = items;
    }

    /**
     * What was changed, newest first, by the incident's id. Needs {@code incident.work} or {@code audit.read}.
     *
     * @param incidentIds incidents that the principal sees
     */
    public Map<String, Page<HistoryEntry>> read(
            Principal principal, Collection<String> incidentIds, PageRequest request) {
        if (!principal.may(Permission.AUDIT_READ)) {
            principal.require(Permission.INCIDENT_WORK);
        }
        Map<String, Page<HistoryEntry>> pages = new HashMap<>(trail.history(incidentIds, request));
        Set<String> named = pages.values().stream()
                .flatMap(page -> page.nodes().stream())
                .flatMap(entry -> entry.fields().stream()
                        .filter(value -> namesItems(entry, value))
                        .flatMap(IncidentHistory::ids))
                .collect(Collectors.toSet());
        if (!named.isEmpty()) {
            Set<String> visible = items.byIds(principal, named).keySet();
            pages.replaceAll((_, page) -> page.map(entry -> hide(entry, visible)));
        }
        return pages;
    }

    private static HistoryEntry hide(HistoryEntry entry, Set<String> visible) {
        return entry.with(entry.fields().stream()
                .map(value -> namesItems(entry, value) && !ids(value).allMatch(visible::contains)
                        ? new HistoryEntry.Value(value.field(), null, null, true)
                        : value)
                .toList());
    }

    private static boolean namesItems(HistoryEntry entry, HistoryEntry.Value value) {
        return ITEM_FIELDS.contains(value.field())
                || (value.field().equals(ROUTING_SOURCE)
                        && entry.fields().stream()
                                .anyMatch(other -> other.field().equals(ROUTING_RULE)
                                        && other.after() != null
                                        && RULES_BY_ITEM.contains(other.after())));
    }

    private static Stream<String> ids(HistoryEntry.Value value) {
        return Stream.concat(ids(value.before()), ids(value.after()));
    }

    private static Stream<String> ids(@Nullable String text) {
        return text == null ? Stream.empty() : ID.matcher(text).results().map(MatchResult::group);
    }
}
