// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Builds what is outside of the data centres: offices, plants and warehouses with two lines, and stores with one. */
final class Branches {

    private static final List<String> STORE_TOWNS = List.of(
            "Ashford",
            "Bramley",
            "Carlow",
            "Dunmore",
            "Elmhurst",
            "Fairford",
            "Glenside",
            "Hartwell",
            "Ivybridge",
            "Kelso",
            "Langport",
            "Marlow",
            "Newbury",
            "Oakham",
            "Penrith",
            "Rothbury",
            "Selby",
            "Thornton",
            "Uckfield",
            "Whitby",
            "Alford",
            "Bewdley",
            "Cromer",
            "Dereham",
            "Epworth",
            "Frome",
            "Garstang",
            "Hexham",
            "Ilkley",
            "Kendal",
            "Leyburn",
            "Malton",
            "Nantwich",
            "Ormskirk",
            "Pickering",
            "Ripley",
            "Settle",
            "Thirsk",
            "Ulverston",
            "Wetherby",
            "Alston",
            "Bedale",
            "Calne",
            "Driffield",
            "Easingwold",
            "Filey",
            "Guisborough",
            "Helmsley",
            "Kirkby",
            "Louth");

    private static final int DEVICES_OF_SWITCH = 3;
    private static final int TILLS_OF_STORE = 2;

    private final Landscape landscape;
    private final List<String> networkOfferings = new ArrayList<>();
    private final List<String> lineServices = new ArrayList<>();

    Branches(Landscape landscape) {
        this.landscape = landscape;
    }

    /** A line of machines with the item that controls it. */
    List<String> lines(String plantCode) {
        return lineServices.stream().filter(line -> line.startsWith(plantCode)).toList();
    }

    List<String> networkOfferings() {
        return List.copyOf(networkOfferings);
    }

    /**
     * A site with two lines, two routers and switches in racks.
     *
     * @param code the beginning of all names
     * @param switches access switches, spread over the racks
     */
    void large(String code, String site, String city, Place place, RealmOrganisation organisation, int switches) {
        landscape
                .draft(CiKind.SITE, site, steward(organisation, Stewards.FACILITIES))
                .about("Site of " + organisation.displayName() + " in " + city + ".")
                .criticality(Criticality.HIGH)
                .selfService()
                .with("city", city)
                .at(site, place)
                .add();
        List<String> panels = List.of(panel(code, site, place, "a"), panel(code, site, place, "b"));
        List<String> routers = List.of(router(code, site, place, "a"), router(code, site, place, "b"));
        int racks = Math.max(1, (switches + 3) / 4);
        for (int number = 1; number <= racks; number++) {
            String rack = rack(code, site, place, panels, number);
            if (number == 1) {
                routers.forEach(router -> landscape.relate(router, RelationKind.LOCATED_IN, rack));
            }
            for (int index = number; index <= switches; index += racks) {
                accessSwitch(code, site, place, rack, routers, index);
            }
        }
        String offering = landscape
                .draft(CiKind.SERVICE_OFFERING, "Network Access " + site, networkService(place))
                .about("Wired and wireless network at " + site + ".")
                .criticality(Criticality.HIGH)
                .selfService()
                .service("network")
                .at(site, place)
                .add();
        landscape.relateAll(offering, RelationKind.DEPENDS_ON, routers, Redundancy.minUp("routers", 1));
        networkOfferings.add(offering);
    }

    /** The lines of machines of a plant, which go on without the data centres but not without their two gateways. */
    void machineLines(String code, String site, RealmOrganisation organisation, String service, int lines) {
        List<String> gateways = IntStream.rangeClosed(1, 2)
                .mapToObj(number -> gateway(code, site, service, number))
                .toList();
        for (int number = 1; number <= lines; number++) {
            String line = landscape
                    .draft(
                            CiKind.APPLICATION_SERVICE,
                            code + "-line-" + number,
                            steward(organisation, Stewards.SERVERS))
                    .about("Controls line " + number + " of " + site + ".")
                    .criticality(Criticality.CRITICAL)
                    .selfService()
                    .service(service)
                    .environment(Environment.PRODUCTION)
                    .at(site, Place.PLANT)
                    .add();
            landscape.relateAll(line, RelationKind.RUNS_ON, gateways, Redundancy.minUp("gateways", 1));
            lineServices.add(line);
        }
    }

    /** Stores: one line, one router, one switch, one server; every third has a second line by mobile network. */
    List<String> stores(int count) {
        List<String> tills = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            tills.add(store(number, "Store " + STORE_TOWNS.get((number - 1) % STORE_TOWNS.size())));
        }
        return List.copyOf(tills);
    }

    private String store(int number, String site) {
        String code = String.format(Locale.ROOT, "store-%03d", number);
        landscape
                .draft(CiKind.SITE, site, steward(RealmOrganisation.RETAIL, Stewards.FACILITIES))
                .about("Store " + code.substring(6) + " of Aldermoor Retail.")
                .selfService()
                .with("city", site.substring(6))
                .at(site, Place.STORE)
                .add();
        List<String> circuits = number % 3 == 0
                ? List.of(circuit(code, site, Place.STORE, "a"), circuit(code, site, Place.STORE, "b"))
                : List.of(circuit(code, site, Place.STORE, "a"));
        String router =
                device(CiKind.ROUTER, code + "-rtr", "Router of " + site + ".", "Pathway 110", site, Place.STORE);
        landscape.relate(router, RelationKind.LOCATED_IN, site);
        if (circuits.size() == 1) {
            landscape.relate(router, RelationKind.DEPENDS_ON, circuits.getFirst());
        } else {
            landscape.relateAll(router, RelationKind.DEPENDS_ON, circuits, Redundancy.minUp("lines", 1));
        }
        String access = device(CiKind.SWITCH, code + "-sw", "Switch of " + site + ".", "Lattice 24", site, Place.STORE);
        landscape.relate(access, RelationKind.LOCATED_IN, site);
        landscape.relate(access, RelationKind.USES, router);
        String server = landscape
                .draft(CiKind.SERVER, code + "-srv", Stewards.SERVERS)
                .about("Server under the counter of " + site + ".")
                .service("pos")
                .with("model", "Nook 200")
                .with("cpuCount", 8)
                .with("memoryMb", 32_768)
                .with("serialNumber", "NK2-" + (23_000 + 13 * number))
                .at(site, Place.STORE)
                .add();
        landscape.relate(server, RelationKind.LOCATED_IN, site);
        landscape.relate(server, RelationKind.DEPENDS_ON, access);
        String tills = landscape
                .draft(
                        CiKind.APPLICATION_SERVICE,
                        code + "-tills",
                        steward(RealmOrganisation.RETAIL, Stewards.CONTAINERS))
                .about("Tills of " + site + "; they sell for cash while the line is down.")
                .criticality(Criticality.HIGH)
                .selfService()
                .service("pos")
                .environment(Environment.PRODUCTION)
                .at(site, Place.STORE)
                .add();
        landscape.relate(tills, RelationKind.RUNS_ON, server);
        landscape.relate(tills, RelationKind.USES, router);
        for (int index = 1; index <= TILLS_OF_STORE; index++) {
            clientDevice(code + "-till-" + index, "pos", site, Place.STORE, access);
        }
        return tills;
    }

    private String panel(String code, String site, Place place, String side) {
        String panel = landscape
                .draft(CiKind.POWER_PANEL, code + "-panel-" + side, Stewards.FACILITIES)
                .about("Power panel of side " + side.toUpperCase(Locale.ROOT) + " of " + site + ".")
                .criticality(Criticality.HIGH)
                .with("phases", 3)
                .with("ratedAmperes", 125)
                .at(site, place)
                .add();
        landscape.relate(panel, RelationKind.LOCATED_IN, site);
        return panel;
    }

    private String rack(String code, String site, Place place, List<String> panels, int number) {
        String rack = landscape
                .draft(CiKind.RACK, String.format(Locale.ROOT, "%s-rack-%02d", code, number), Stewards.FACILITIES)
                .about("Network cabinet of " + site + ".")
                .with("heightUnits", 24)
                .at(site, place)
                .add();
        landscape.relate(rack, RelationKind.LOCATED_IN, site);
        List<String> feeds =
                panels.stream().map(panel -> feed(rack, panel, site, place)).toList();
        landscape.relateAll(rack, RelationKind.POWERED_BY, feeds, Redundancy.minUp("power", 1));
        return rack;
    }

    private String feed(String rack, String panel, String site, Place place) {
        String side = panel.substring(panel.length() - 1);
        String feed = landscape
                .draft(CiKind.POWER_FEED, rack + "-feed-" + side, Stewards.FACILITIES)
                .about("Feed of side " + side.toUpperCase(Locale.ROOT) + " to " + rack + ".")
                .with("maximumWatts", 16 * 230)
                .at(site, place)
                .add();
        landscape.relate(feed, RelationKind.POWERED_BY, panel);
        return feed;
    }

    private String router(String code, String site, Place place, String side) {
        String router = device(
                CiKind.ROUTER,
                code + "-rtr-" + side,
                "Router " + side.toUpperCase(Locale.ROOT) + " of " + site + ".",
                "Pathway 480",
                site,
                place);
        landscape.relate(router, RelationKind.DEPENDS_ON, circuit(code, site, place, side));
        return router;
    }

    private String circuit(String code, String site, Place place, String side) {
        boolean first = side.equals("a");
        String circuit = landscape
                .draft(CiKind.CIRCUIT, code + "-wan-" + side, Stewards.NETWORK)
                .about("Line of " + site + " to the data centres.")
                .criticality(place == Place.STORE ? Criticality.MEDIUM : Criticality.HIGH)
                .service("network")
                .with("provider", first ? "Northern Fibre" : "Skyline Mobile")
                .with("bandwidthMbps", place == Place.STORE ? 100 : 1_000)
                .with("circuitId", (first ? "NF-" : "SM-") + code.toUpperCase(Locale.ROOT))
                .at(site, place)
                .add();
        landscape.relate(site, RelationKind.CONNECTED_BY, circuit);
        return circuit;
    }

    private void accessSwitch(String code, String site, Place place, String rack, List<String> routers, int number) {
        String name = String.format(Locale.ROOT, "%s-sw-%02d", code, number);
        device(
                CiKind.SWITCH,
                name,
                "Access switch " + number + " of " + site + ", with the radio cells behind it.",
                "Lattice 48",
                site,
                place);
        landscape.relate(name, RelationKind.LOCATED_IN, rack);
        landscape.relateAll(name, RelationKind.DEPENDS_ON, routers, Redundancy.minUp("uplink", 1));
        for (int index = 1; index <= DEVICES_OF_SWITCH; index++) {
            clientDevice(
                    String.format(
                            Locale.ROOT,
                            "%s-%s-%03d",
                            code,
                            shortName(place),
                            (number - 1) * DEVICES_OF_SWITCH + index),
                    "workplace",
                    site,
                    place,
                    name);
        }
    }

    /** What people work with; it reaches the network by one switch alone. */
    private void clientDevice(String name, String service, String site, Place place, String networkSwitch) {
        landscape
                .draft(CiKind.CLIENT_DEVICE, name, Stewards.WORKPLACE)
                .about(deviceName(place) + " at " + site + ".")
                .criticality(Criticality.LOW)
                .service(service)
                .at(site, place)
                .add();
        landscape.relate(name, RelationKind.DEPENDS_ON, networkSwitch);
    }

    private static String shortName(Place place) {
        return switch (place) {
            case OFFICE, DATA_CENTRE -> "nb";
            case PLANT -> "ws";
            case WAREHOUSE -> "hh";
            case STORE -> "till";
        };
    }

    private static String deviceName(Place place) {
        return switch (place) {
            case OFFICE, DATA_CENTRE -> "Docked notebook";
            case PLANT -> "Workstation beside the line";
            case WAREHOUSE -> "Handheld scanner with its radio cell";
            case STORE -> "Till";
        };
    }

    private String device(CiKind kind, String name, String about, String model, String site, Place place) {
        return landscape
                .draft(kind, name, Stewards.NETWORK)
                .about(about)
                .service("network")
                .with("model", model)
                .at(site, place)
                .add();
    }

    private String gateway(String code, String site, String service, int number) {
        String gateway = landscape
                .draft(CiKind.SERVER, String.format(Locale.ROOT, "%s-gw-%02d", code, number), Stewards.SERVERS)
                .about("Gateway between the machines of " + site + " and the applications.")
                .criticality(Criticality.CRITICAL)
                .service(service)
                .with("model", "Ironside E40")
                .with("cpuCount", 16)
                .with("memoryMb", 65_536)
                .with("serialNumber", "IE4-" + code.toUpperCase(Locale.ROOT) + "-" + (310 + number))
                .at(site, Place.PLANT)
                .add();
        landscape.relate(gateway, RelationKind.LOCATED_IN, String.format(Locale.ROOT, "%s-rack-%02d", code, number));
        return gateway;
    }

    private static Stewardship networkService(Place place) {
        RealmOrganisation organisation = switch (place) {
            case PLANT -> RealmOrganisation.MANUFACTURING;
            case WAREHOUSE -> RealmOrganisation.LOGISTICS;
            case STORE -> RealmOrganisation.RETAIL;
            case OFFICE, DATA_CENTRE -> RealmOrganisation.GROUP;
        };
        return steward(organisation, Stewards.NETWORK);
    }

    private static Stewardship steward(RealmOrganisation organisation, Stewardship team) {
        return new Stewardship(organisation, team.owner(), RealmTeam.SERVICE_DESK, team.support());
    }
}
