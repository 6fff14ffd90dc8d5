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
    /** They can log in, and find a few incidents of their own then. */
    private static final List<RealmPerson> REQUESTERS =
            List.of(RealmPerson.REQUESTER, RealmPerson.REQUESTER_LOGISTICS);

    private static final int OWN_INCIDENTS = 6;

    private final Draw draw;
    /** Of its own: what goes wrong does not hang on how many people there are. */
    private final Draw people;

    private final Map<String, ServiceText> services;
    private final Map<String, String> networkOfferings;
    private final Staff staff;
    private final Map<DemoPerson, Integer> affected = new HashMap<>();

    /** @param worker who works on it; {@code assignee} is absent when that person is not of the team */
    record Roles(
            DemoPerson caller,
            DemoPerson reporter,
            RealmPerson dispatcher,
            RealmPerson worker,
            @Nullable RealmPerson assignee,
            RealmTeam team,
            Channel channel,
            String offering) {}

    IncidentCast(Draw draw, Draw people, List<ServiceText> services, List<DemoCi> cis, Staff staff) {
        this.draw = draw;
        this.people = people;
        this.staff = staff;
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
        DemoPerson caller = caller(text, ci);
        RealmPerson dispatcher = draw.chance(20) ? RealmPerson.TEAM_LEAD : RealmPerson.AGENT;
        DemoPerson reporter = ENTERED_BY_CALLER.contains(channel) ? caller : dispatcher;
        return new Roles(caller, reporter, dispatcher, worker, member.orElse(null), team, channel, offering(ci));
    }

    Wording wording(DemoCi ci, Roles roles) {
        ServiceText service = service(ci);
        return new Wording(
                Map.of(
                        "ci", ci.name(),
                        "service", service.name(),
                        "application", service.application() == null ? service.name() : service.application(),
                        "site", ci.site() == null ? Staff.HEAD_OFFICE : ci.site(),
                        "caller", roles.caller().firstName(),
                        "agent", roles.worker().firstName(),
                        "place", roles.caller().place(),
                        "n", String.valueOf(draw.between(12, 58)),
                        "n2", String.valueOf(draw.between(1, 9)),
                        "hot", String.valueOf(draw.between(31, 38))),
                draw.between(0, VARIANTS - 1));
    }

    /** Also what a system reports affects somebody who works with it. */
    private DemoPerson caller(IncidentText text, DemoCi ci) {
        List<Colleague> fitting = fitting(text, ci);
        Set<RealmOrganisation> divisions =
                fitting.stream().map(Colleague::organisation).collect(Collectors.toSet());
        List<RealmPerson> requesters = REQUESTERS.stream()
                .filter(person -> divisions.contains(person.organisation())
                        && (!text.confidential() || person.cleared())
                        && affected.getOrDefault(person, 0) < OWN_INCIDENTS)
                .toList();
        DemoPerson caller =
                people.chance(15) && !requesters.isEmpty() ? people.from(requesters) : leastAffected(fitting);
        affected.merge(caller, 1, Integer::sum);
        return caller;
    }

    /** Those who see it where the item is, or else who work with the service. */
    private List<Colleague> fitting(IncidentText text, DemoCi ci) {
        List<Colleague> fitting = ci.site() == null ? List.of() : staff.at(ci.site());
        if (fitting.isEmpty() && isChinese(text)) {
            fitting = staff.at(Staff.CHINESE_OFFICE);
        }
        if (fitting.isEmpty() && ci.stewardship().organisation() == RealmOrganisation.LOGISTICS) {
            fitting = staff.of(RealmOrganisation.LOGISTICS);
        }
        if (fitting.isEmpty()) {
            fitting = staff.all();
        }
        if (!text.confidential()) {
            return fitting;
        }
        List<Colleague> cleared = fitting.stream().filter(Colleague::cleared).toList();
        return cleared.isEmpty()
                ? staff.all().stream().filter(Colleague::cleared).toList()
                : cleared;
    }

    private DemoPerson leastAffected(List<Colleague> choice) {
        Colleague one = people.from(choice);
        Colleague other = people.from(choice);
        return affected.getOrDefault(one, 0) <= affected.getOrDefault(other, 0) ? one : other;
    }

    private static boolean isChinese(IncidentText text) {
        return text.title().getFirst().codePoints().anyMatch(Character::isIdeographic);
    }

    private String offering(DemoCi ci) {
        String ofSite = ci.site() == null ? null : networkOfferings.get(ci.site());
        ServiceText service = service(ci);
        if (!service.offerings().isEmpty()) {
            return Portfolio.offeringName(service, draw.from(service.offerings()));
        }
        return Stream.of(ofSite, networkOfferings.get(Staff.HEAD_OFFICE))
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
