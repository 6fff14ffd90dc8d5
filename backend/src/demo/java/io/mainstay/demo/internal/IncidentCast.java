// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says who has to do with an incident, and which service it is about. */
final class IncidentCast {

    /** A multiple of the lengths that lists of texts have. */
    private static final int VARIANTS = 6;

    private static final Set<Channel> ENTERED_BY_CALLER = EnumSet.of(Channel.PORTAL, Channel.CHAT);
    private static final List<RealmPerson> LOGISTICS =
            List.of(RealmPerson.REQUESTER_LOGISTICS, RealmPerson.AGENT_LOGISTICS);

    private final Draw draw;
    private final Map<String, ServiceText> services;
    private final Map<String, String> networkOfferings;

    /** @param worker who works on it; {@code assignee} is absent when that person is not of the team */
    record Roles(
            RealmPerson caller,
            RealmPerson reporter,
            RealmPerson dispatcher,
            RealmPerson worker,
            @Nullable RealmPerson assignee,
            RealmTeam team,
            Channel channel,
            String offering) {}

    IncidentCast(Draw draw, List<ServiceText> services, List<DemoCi> cis) {
        this.draw = draw;
        this.services = services.stream().collect(Collectors.toMap(ServiceText::key, service -> service));
        this.networkOfferings = new HashMap<>();
        for (DemoCi ci : cis) {
            if (ci.kind() == CiKind.SERVICE_OFFERING && ci.site() != null) {
                networkOfferings.put(ci.site(), ci.name());
            }
        }
    }

    boolean hasService(DemoCi ci) {
        return services.containsKey(serviceKey(ci));
    }

    Roles roles(IncidentText text, DemoCi ci) {
        RealmTeam team = text.team() == null ? ci.stewardship().support() : text.team();
        Optional<RealmPerson> member = RealmPerson.workerOf(team);
        RealmPerson worker =
                member.orElse(team == RealmTeam.SAP_APPLICATIONS ? RealmPerson.SERVICE_MANAGER : RealmPerson.AGENT);
        Channel channel = draw.from(text.channels());
        RealmPerson caller = channel == Channel.MONITORING ? owner(ci, worker) : caller(text, ci, worker);
        RealmPerson dispatcher =
                caller == RealmPerson.AGENT || draw.chance(20) ? RealmPerson.TEAM_LEAD : RealmPerson.AGENT;
        if (caller == dispatcher) {
            dispatcher = RealmPerson.AGENT;
        }
        RealmPerson reporter = ENTERED_BY_CALLER.contains(channel) ? caller : dispatcher;
        return new Roles(caller, reporter, dispatcher, worker, member.orElse(null), team, channel, offering(ci));
    }

    Wording wording(DemoCi ci, Roles roles) {
        ServiceText service = service(ci);
        return new Wording(
                Map.of(
                        "ci", ci.name(),
                        "service", service.name(),
                        "application", service.application() == null ? service.name() : service.application(),
                        "site", ci.site() == null ? "Aldermoor House" : ci.site(),
                        "caller", roles.caller().firstName(),
                        "agent", roles.worker().firstName(),
                        "place", roles.caller().place(),
                        "n", String.valueOf(draw.between(12, 58)),
                        "n2", String.valueOf(draw.between(1, 9)),
                        "hot", String.valueOf(draw.between(31, 38))),
                draw.between(0, VARIANTS - 1));
    }

    /** What a system reports affects whoever answers for the item. */
    private static RealmPerson owner(DemoCi ci, RealmPerson worker) {
        RealmPerson owner = ci.stewardship().owner();
        return owner == worker ? RealmPerson.SERVICE_MANAGER : owner;
    }

    /** Of what is confidential, people without clearance could not be told. */
    private RealmPerson caller(IncidentText text, DemoCi ci, RealmPerson worker) {
        boolean logistics =
                ci.place() == Place.WAREHOUSE || ci.stewardship().organisation() == RealmOrganisation.LOGISTICS;
        List<RealmPerson> people = ci.place() == Place.PLANT
                ? List.of(RealmPerson.REQUESTER)
                : logistics ? LOGISTICS : List.of(RealmPerson.values());
        List<RealmPerson> others = people.stream()
                .filter(person -> person != worker && (!text.confidential() || person.cleared()))
                .toList();
        return draw.weighted(others, IncidentCast::weight);
    }

    private static int weight(RealmPerson person) {
        return switch (person) {
            case REQUESTER -> 6;
            case REQUESTER_LOGISTICS -> 4;
            case CAB_MEMBER, AUDITOR, AGENT_LOGISTICS -> 2;
            case AGENT,
                    AGENT_NETWORK,
                    AGENT_DATABASE,
                    TEAM_LEAD,
                    PROBLEM_MANAGER,
                    CHANGE_MANAGER,
                    RELEASE_MANAGER,
                    CONFIGURATION_MANAGER,
                    SERVICE_MANAGER,
                    ADMINISTRATOR -> 1;
        };
    }

    private String offering(DemoCi ci) {
        String ofSite = ci.site() == null ? null : networkOfferings.get(ci.site());
        ServiceText service = service(ci);
        if (!service.offerings().isEmpty()) {
            return Portfolio.offeringName(service, draw.from(service.offerings()));
        }
        return Stream.of(ofSite, networkOfferings.get("Aldermoor House"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No offering for " + ci.name()));
    }

    private ServiceText service(DemoCi ci) {
        return Objects.requireNonNull(services.get(serviceKey(ci)), () -> "No service for " + ci.name());
    }

    private static String serviceKey(DemoCi ci) {
        if (ci.service() != null) {
            return ci.service();
        }
        return switch (ci.kind()) {
            case SWITCH, ROUTER, FIREWALL, LOAD_BALANCER, CIRCUIT -> "network";
            case CLIENT_DEVICE -> "workplace";
            case STORAGE -> "storage";
            case DATABASE -> "dbhosting";
            case SITE, RACK, POWER_PANEL, POWER_FEED -> "housing";
            case BUSINESS_SERVICE,
                    SERVICE_OFFERING,
                    BUSINESS_APPLICATION,
                    APPLICATION_SERVICE,
                    CONTAINER_WORKLOAD,
                    VIRTUAL_MACHINE,
                    CLUSTER,
                    SERVER -> "vmhosting";
        };
    }
}
