// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.store;

import io.mainstay.audit.FieldChange;
import io.mainstay.identity.GroupFilter;
import io.mainstay.identity.HeldDeactivations;
import io.mainstay.identity.IdentityState;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonFilter;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.SynchronisationReport;
import io.mainstay.identity.TeamView;
import io.mainstay.identity.internal.Deactivations;
import io.mainstay.identity.internal.Fingerprint;
import io.mainstay.identity.internal.GroupKind;
import io.mainstay.identity.internal.GroupRow;
import io.mainstay.identity.internal.IdentityEdit;
import io.mainstay.identity.internal.IdentityStore;
import io.mainstay.identity.internal.PersonPlace;
import io.mainstay.identity.internal.PersonRow;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.Locks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class Neo4jIdentityStore implements IdentityStore {

    private final Cypher cypher;
    private final Locks locks;

    Neo4jIdentityStore(Cypher cypher, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
    }

    @Override
    public Optional<PersonPlace> place(String personId) {
        return cypher.statement("identity/place")
                .with("id", personId)
                .one(row -> new PersonPlace(
                        row.string("id"),
                        row.string("displayName"),
                        row.bool("active"),
                        row.stringOrNull("organisationId"),
                        row.stringSet("below"),
                        row.stringSet("above"),
                        row.stringSet("teamIds"),
                        clearance(row)));
    }

    @Override
    public boolean createOnFirstSight(
            String personId,
            String username,
            String displayName,
            @Nullable String email,
            List<String> groupPaths,
            Confidentiality clearance,
            Instant now) {
        return cypher.statement("identity/create-on-first-sight")
                .with("id", personId)
                .with("username", username)
                .with("displayName", displayName)
                .with("email", email)
                .with("sortKey", sortKey(displayName, personId))
                .with("searchText", searchText(displayName, username, email))
                .with("paths", groupPaths)
                .with("clearanceLevel", clearance.level())
                .with("now", now)
                .exists();
    }

    @Override
    public Map<String, StoredIdentity> storedGroups(GroupKind kind) {
        return stored(
                switch (kind) {
                    case ORGANISATION -> "identity/stored-organisations";
                    case TEAM -> "identity/stored-teams";
                },
                UnaryOperator.identity());
    }

    @Override
    public Map<String, StoredIdentity> storedPeople(Collection<String> ids) {
        return stored("identity/stored-people", statement -> statement.with("ids", ids));
    }

    private Map<String, StoredIdentity> stored(String name, UnaryOperator<Cypher.Statement> parameters) {
        return parameters
                .apply(cypher.statement(name))
                .keyed(
                        row -> new StoredIdentity(
                                row.string("id"),
                                row.bool("active"),
                                row.bool("erased"),
                                row.stringOrNull("fingerprint")),
                        StoredIdentity::id);
    }

    @Override
    public List<String> activePeople(String after, int limit) {
        return cypher.statement("identity/active-people")
                .with("after", after)
                .with("limit", limit)
                .list(row -> row.string("id"));
    }

    @Override
    public List<IdentityEdit> upsertGroups(GroupKind kind, List<GroupRow> groups, Instant now) {
        Map<String, GroupRow> byId = groups.stream().collect(Collectors.toMap(GroupRow::id, Function.identity()));
        String statement = switch (kind) {
            case ORGANISATION -> "identity/upsert-organisations";
            case TEAM -> "identity/upsert-teams";
        };
        return cypher.statement(statement)
                .withRows(groups.stream().map(Neo4jIdentityStore::groupRow).toList())
                .with("now", now)
                .with("lock", Ids.next())
                .list(row -> changed(row, Objects.requireNonNull(byId.get(row.string("id")))));
    }

    private static Map<String, @Nullable Object> groupRow(GroupRow group) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", group.id());
        row.put("name", group.name());
        row.put("path", group.path());
        row.put("withinId", group.withinId());
        row.put("sortKey", sortKey(group.name(), group.id()));
        row.put("searchText", searchText(group.name(), group.path()));
        row.put("fingerprint", Fingerprint.of(group));
        return row;
    }

    private static IdentityEdit changed(Row row, GroupRow group) {
        Row before = row.row("before");
        return new IdentityEdit(
                group.id(),
                row.integer("revision"),
                List.of(
                        FieldChange.of("name", before.stringOrNull("name"), group.name()),
                        FieldChange.of("path", before.stringOrNull("path"), group.path()),
                        FieldChange.of("organisationId", before.stringOrNull("withinId"), group.withinId()),
                        FieldChange.of(IdentityEdit.ACTIVE, before.valueOrNull(IdentityEdit.ACTIVE), true)));
    }

    @Override
    public List<IdentityEdit> upsertPeople(List<PersonRow> people, Instant now) {
        Map<String, PersonRow> byId = people.stream().collect(Collectors.toMap(PersonRow::id, Function.identity()));
        return cypher.statement("identity/upsert-people")
                .withRows(people.stream().map(Neo4jIdentityStore::personRow).toList())
                .with("now", now)
                .with("lock", Ids.next())
                .list(row -> changed(row, Objects.requireNonNull(byId.get(row.string("id")))));
    }

    // What identifies a person stays out of the trail, so that erasing the person leaves nothing behind there.
    private static IdentityEdit changed(Row row, PersonRow person) {
        Row before = row.row("before");
        return new IdentityEdit(
                person.id(),
                row.integer("revision"),
                List.of(
                        FieldChange.secret("username", before.stringOrNull("username"), person.username()),
                        FieldChange.secret("displayName", before.stringOrNull("displayName"), person.displayName()),
                        FieldChange.secret("email", before.stringOrNull("email"), person.email()),
                        FieldChange.of(IdentityEdit.ACTIVE, before.valueOrNull(IdentityEdit.ACTIVE), person.active()),
                        FieldChange.of("organisationIds", before.strings("organisationIds"), person.organisationIds()),
                        FieldChange.of("teamIds", before.strings("teamIds"), person.teamIds()),
                        FieldChange.of("clearance", clearance(before), person.clearance())));
    }

    private static @Nullable Confidentiality clearance(Row person) {
        Integer level = person.integerOrNull("clearanceLevel");
        return level == null ? null : Confidentiality.ofLevel(level);
    }

    private static Map<String, @Nullable Object> personRow(PersonRow person) {
        List<String> groupIds = new ArrayList<>(person.organisationIds());
        groupIds.addAll(person.teamIds());
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", person.id());
        row.put("username", person.username());
        row.put("displayName", person.displayName());
        row.put("email", person.email());
        row.put("active", person.active());
        row.put("organisationId", person.organisationId());
        row.put("organisationIds", person.organisationIds());
        row.put("teamIds", person.teamIds());
        row.put("clearanceLevel", person.clearance().level());
        row.put("groupIds", groupIds);
        row.put("sortKey", sortKey(person.displayName(), person.id()));
        row.put("searchText", searchText(person.displayName(), person.username(), person.email()));
        row.put("fingerprint", Fingerprint.of(person));
        return row;
    }

    @Override
    public List<IdentityEdit> deactivate(Collection<String> ids, Instant now) {
        return cypher.statement("identity/deactivate")
                .with("ids", ids)
                .with("now", now)
                .with("lock", Ids.next())
                .list(row -> new IdentityEdit(
                        row.string("id"),
                        row.integer("revision"),
                        List.of(FieldChange.of(IdentityEdit.ACTIVE, true, false))));
    }

    @Override
    public int erase(String personId, String pseudonym, Instant now) {
        return cypher.statement("identity/erase-person")
                .with("id", personId)
                .with("pseudonym", pseudonym)
                .with("sortKey", sortKey(pseudonym, personId))
                .with("now", now)
                .one(row -> row.integer("revision"))
                .orElseThrow();
    }

    @Override
    public List<PersonView> people(Collection<String> ids) {
        return cypher.statement("identity/people-by-id").with("ids", ids).list(row -> person(row.row("person")));
    }

    @Override
    public List<PersonView> peopleInReach(Visibility visibility, Collection<String> ids) {
        return cypher.statement("identity/people-in-reach")
                .with("ids", ids)
                .with("v", visibility.parameters())
                .list(row -> person(row.row("person")));
    }

    @Override
    public List<PersonView> peopleInReachWithEmail(Visibility visibility, String email) {
        return cypher.statement("identity/people-with-email")
                .with("email", email)
                .with("v", visibility.parameters())
                .list(row -> person(row.row("person")));
    }

    @Override
    public List<TeamView> teams(Collection<String> ids) {
        return cypher.statement("identity/teams-by-id").with("ids", ids).list(row -> team(row.row("team")));
    }

    @Override
    public List<OrganisationView> organisations(Collection<String> ids) {
        return cypher.statement("identity/organisations-by-id")
                .with("ids", ids)
                .list(row -> organisation(row.row("organisation")));
    }

    @Override
    public boolean isMember(String personId, String teamId) {
        return cypher.statement("identity/is-member")
                .with("personId", personId)
                .with("teamId", teamId)
                .exists();
    }

    @Override
    public Map<String, Confidentiality> clearances(Collection<String> personIds) {
        Map<String, Confidentiality> clearances = new HashMap<>();
        cypher.statement("identity/clearances")
                .with("ids", personIds)
                .list(row -> clearances.put(row.string("id"), Confidentiality.ofLevel(row.integer("level"))) == null);
        return clearances;
    }

    @Override
    public Page<PersonView> people(Visibility visibility, PersonFilter filter, PageRequest page) {
        return page(
                withFilter(cypher.statement("identity/list-people"), visibility, filter),
                page,
                filter.toString(),
                "person",
                Neo4jIdentityStore::person,
                person -> sortKey(person.displayName(), person.id()),
                PersonView::id);
    }

    @Override
    public int countPeople(Visibility visibility, PersonFilter filter) {
        return count(withFilter(cypher.statement("identity/count-people"), visibility, filter));
    }

    @Override
    public Page<TeamView> teams(GroupFilter filter, PageRequest page) {
        return page(
                withFilter(cypher.statement("identity/list-teams"), filter),
                page,
                filter.scopeOfTeams(),
                "team",
                Neo4jIdentityStore::team,
                team -> sortKey(team.name(), team.id()),
                TeamView::id);
    }

    @Override
    public int countTeams(GroupFilter filter) {
        return count(withFilter(cypher.statement("identity/count-teams"), filter));
    }

    @Override
    public Page<OrganisationView> organisations(GroupFilter filter, PageRequest page) {
        return page(
                withFilter(cypher.statement("identity/list-organisations"), filter),
                page,
                filter.scopeOfOrganisations(),
                "organisation",
                Neo4jIdentityStore::organisation,
                organisation -> sortKey(organisation.name(), organisation.id()),
                OrganisationView::id);
    }

    @Override
    public int countOrganisations(GroupFilter filter) {
        return count(withFilter(cypher.statement("identity/count-organisations"), filter));
    }

    @Override
    public Map<String, List<TeamView>> teamsOf(Collection<String> personIds) {
        Map<String, List<TeamView>> teams = new LinkedHashMap<>();
        personIds.forEach(id -> teams.put(id, new ArrayList<>()));
        cypher.statement("identity/teams-of-people")
                .with("ids", personIds)
                .list(row -> Map.entry(row.string("personId"), team(row.row("team"))))
                .forEach(entry -> teams.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue()));
        return teams;
    }

    @Override
    public Optional<OwnSettings> lockOrganisation(String id) {
        return locks.lock(
                "Organisation",
                id,
                node -> new OwnSettings(
                        version(node),
                        Objects.requireNonNullElse(node.integerOrNull("revision"), 0),
                        node.stringOrNull("serviceDeskTeamId"),
                        node.stringOrNull("customerClass")));
    }

    @Override
    public void configure(String id, OwnSettings settings) {
        cypher.statement("identity/configure-organisation")
                .with("id", id)
                .with("version", settings.version())
                .with("revision", settings.revision())
                .with("serviceDeskTeamId", settings.serviceDeskTeamId())
                .with("customerClass", settings.customerClass())
                .run();
    }

    @Override
    public Map<String, OrganisationSettings> settings(Collection<String> organisationIds) {
        return cypher
                .statement("identity/organisation-settings")
                .with("ids", organisationIds)
                .list(row -> {
                    Optional<Row> desk = row.rowOrEmpty("desk");
                    Optional<Row> customer = row.rowOrEmpty("customer");
                    return Map.entry(
                            row.string("id"),
                            new OrganisationSettings(
                                    desk.map(found -> found.string("teamId")).orElse(null),
                                    desk.map(found -> found.string("fromId")).orElse(null),
                                    customer.map(found -> found.string("code")).orElse(null),
                                    customer.map(found -> found.string("fromId"))
                                            .orElse(null)));
                })
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Optional<String> activeTeam(String path) {
        return cypher.statement("identity/team-by-path").with("path", path).list(row -> row.string("id")).stream()
                .findFirst();
    }

    @Override
    public IdentityState synchronisationState() {
        return cypher.statement("identity/synchronisation-state")
                .one(row -> state(row.row("state")))
                .orElse(IdentityState.BEFORE);
    }

    private static IdentityState state(Row state) {
        Instant finishedAt = state.instantOrNull("finishedAt");
        SynchronisationReport report = finishedAt == null
                ? null
                : new SynchronisationReport(
                        finishedAt,
                        state.integer("peopleSeen"),
                        state.integer("peopleChanged"),
                        state.integer("peopleDeactivated"),
                        state.integer("teamsChanged"),
                        state.integer("organisationsChanged"));
        return new IdentityState(report, state.instantOrNull("failedAt"), held(state));
    }

    private static @Nullable HeldDeactivations held(Row state) {
        Instant since = state.instantOrNull("heldSince");
        if (since == null) {
            return null;
        }
        Deactivations held = deactivations(state, "held");
        return new HeldDeactivations(
                since,
                held.people(),
                held.teams(),
                held.organisations(),
                held.isWithin(deactivations(state, "confirmed")));
    }

    private static Deactivations deactivations(Row state, String which) {
        return state.has(which + "People")
                ? new Deactivations(
                        state.integer(which + "People"),
                        state.integer(which + "Teams"),
                        state.integer(which + "Organisations"))
                : Deactivations.NONE;
    }

    @Override
    public void holdDeactivations(Deactivations held, Instant now) {
        cypher.statement("identity/hold-deactivations")
                .with("people", held.people())
                .with("teams", held.teams())
                .with("organisations", held.organisations())
                .with("now", now)
                .run();
    }

    @Override
    public void confirmDeactivations() {
        cypher.statement("identity/confirm-deactivations").run();
    }

    @Override
    public Deactivations confirmedDeactivations() {
        return cypher.statement("identity/synchronisation-state")
                .one(row -> deactivations(row.row("state"), "confirmed"))
                .orElse(Deactivations.NONE);
    }

    @Override
    public int countActivePeople() {
        return cypher.statement("identity/count-active-people")
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    @Override
    public void save(SynchronisationReport report) {
        cypher.statement("identity/save-synchronisation")
                .with("finishedAt", report.finishedAt())
                .with("peopleSeen", report.peopleSeen())
                .with("peopleChanged", report.peopleChanged())
                .with("peopleDeactivated", report.peopleDeactivated())
                .with("teamsChanged", report.teamsChanged())
                .with("organisationsChanged", report.organisationsChanged())
                .run();
    }

    @Override
    public void saveSynchronisationFailure(Instant failedAt) {
        cypher.statement("identity/save-synchronisation-failure")
                .with("failedAt", failedAt)
                .run();
    }

    private static Cypher.Statement withFilter(Cypher.Statement statement, Visibility visibility, PersonFilter filter) {
        return statement
                .with("v", visibility.parameters())
                .with("text", lowerCase(filter.text()))
                .with("active", filter.active())
                .with("organisationId", filter.organisationId())
                .with("teamId", filter.teamId());
    }

    private static Cypher.Statement withFilter(Cypher.Statement statement, GroupFilter filter) {
        return statement
                .with("text", lowerCase(filter.text()))
                .with("active", filter.active())
                .with("withinId", filter.withinId());
    }

    private static <T> Page<T> page(
            Cypher.Statement statement,
            PageRequest page,
            String scope,
            String column,
            Function<Row, T> mapper,
            Function<T, String> sortKey,
            Function<T, String> id) {
        Cursor after = page.after();
        List<T> rows = statement
                .with("after", after == null ? "" : after.values(1).text(0))
                .with("limit", page.first() + 1)
                .list(row -> mapper.apply(row.row(column)));
        return Page.ofRows(rows, page, row -> Cursor.of(List.of(sortKey.apply(row)), id.apply(row), scope));
    }

    private static int count(Cypher.Statement statement) {
        return statement.with("after", "").one(row -> row.integer("count")).orElse(0);
    }

    private static PersonView person(Row person) {
        return new PersonView(
                person.string("id"),
                person.string("displayName"),
                person.stringOrNull("username"),
                person.stringOrNull("email"),
                person.bool("active"),
                person.has("erasedAt"),
                person.stringOrNull("organisationId"));
    }

    private static TeamView team(Row team) {
        return new TeamView(
                team.string("id"),
                team.string("name"),
                team.string("path"),
                team.bool("active"),
                team.stringOrNull("organisationId"));
    }

    private static OrganisationView organisation(Row organisation) {
        return new OrganisationView(
                organisation.string("id"),
                organisation.string("name"),
                organisation.string("path"),
                organisation.bool("active"),
                organisation.stringOrNull("parentId"),
                version(organisation));
    }

    private static int version(Row organisation) {
        return Objects.requireNonNullElse(organisation.integerOrNull("version"), 1);
    }

    /** Orders by name without regard to case; the id makes it unique. */
    private static String sortKey(String name, String id) {
        return name.toLowerCase(Locale.ROOT) + ' ' + id;
    }

    private static String searchText(@Nullable String... texts) {
        return Stream.of(texts)
                .filter(Objects::nonNull)
                .map(Neo4jIdentityStore::lowerCase)
                .collect(Collectors.joining(" "));
    }

    private static @Nullable String lowerCase(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
