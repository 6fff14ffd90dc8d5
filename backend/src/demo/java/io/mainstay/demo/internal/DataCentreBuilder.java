// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Builds a data centre: two sides of power, pairs of network devices, clusters with a spare host, mirrored storage. */
final class DataCentreBuilder {

    private static final int FIRST_SERVER_RACK = 2;

    private final Landscape landscape;
    private final CompanySize size;
    private final String code;
    private final String site;
    private final int subnet;
    private final List<Rack> racks = new ArrayList<>();
    private int addresses = 10;
    private int serversPlaced;

    /**
     * @param code the beginning of all names
     * @param subnet second number of its addresses
     */
    DataCentreBuilder(Landscape landscape, CompanySize size, String code, String site, int subnet) {
        this.landscape = landscape;
        this.size = size;
        this.code = code;
        this.site = site;
        this.subnet = subnet;
    }

    DataCentre build(String city) {
        landscape
                .draft(CiKind.SITE, site, Stewards.FACILITIES)
                .about("Data centre with two sides of power and cooling.")
                .criticality(Criticality.CRITICAL)
                .with("city", city)
                .at(site, Place.DATA_CENTRE)
                .add();
        for (int number = 1; number <= size.racks(); number++) {
            racks.add(rack(number));
        }
        List<String> cores = networkPair(CiKind.ROUTER, "core", "Core router", "Meridian 9000", List.of());
        racks.forEach(rack -> rack.switches()
                .forEach(device ->
                        landscape.relateAll(device, RelationKind.DEPENDS_ON, cores, Redundancy.minUp("uplink", 1))));
        networkPair(CiKind.FIREWALL, "fw", "Firewall", "Palisade 5400", cores);
        List<String> balancers = networkPair(CiKind.LOAD_BALANCER, "lb", "Load balancer", "Evenload 4", cores);
        List<String> arrays = List.of(array(1), array(2));
        List<String> clusters = List.of(
                cluster("vm-prod-1", "esx-a", size.hosts(), arrays),
                cluster("vm-prod-2", "esx-b", size.hosts(), arrays));
        String testCluster = cluster("vm-test", "esx-t", Math.max(2, size.hosts() / 2), arrays);
        List<String> databaseServers = IntStream.rangeClosed(1, 2)
                .mapToObj(number -> server(name("hdb", number), "Physical server for in-memory databases.", arrays))
                .toList();
        return new DataCentre(
                code,
                site,
                List.copyOf(racks),
                clusters,
                testCluster,
                containerCluster(clusters),
                arrays,
                balancers,
                databaseServers);
    }

    private Rack rack(int number) {
        if (number == 1) {
            panel("A");
            panel("B");
        }
        String rack = draft(CiKind.RACK, name("rack", number), Stewards.FACILITIES)
                .about("Rack with power from both sides.")
                .with("heightUnits", 47)
                .add();
        landscape.relate(rack, RelationKind.LOCATED_IN, site);
        List<String> feeds = List.of(feed(rack, "A"), feed(rack, "B"));
        landscape.relateAll(rack, RelationKind.POWERED_BY, feeds, Redundancy.minUp("power", 1));
        List<String> switches = List.of(rackSwitch(rack, feeds, 0), rackSwitch(rack, feeds, 1));
        return new Rack(rack, feeds, switches);
    }

    private void panel(String side) {
        String panel = draft(CiKind.POWER_PANEL, panelName(side), Stewards.FACILITIES)
                .about("Power panel of side " + side + ", behind an uninterruptible supply of its own.")
                .criticality(Criticality.CRITICAL)
                .with("phases", 3)
                .with("ratedAmperes", 400)
                .add();
        landscape.relate(panel, RelationKind.LOCATED_IN, site);
    }

    private String panelName(String side) {
        return code + "-panel-" + side.toLowerCase(Locale.ROOT);
    }

    private String feed(String rack, String side) {
        String feed = draft(CiKind.POWER_FEED, rack + "-feed-" + side.toLowerCase(Locale.ROOT), Stewards.FACILITIES)
                .about("Feed of side " + side + " to " + rack + ".")
                .with("maximumWatts", 32 * 230)
                .add();
        landscape.relate(feed, RelationKind.POWERED_BY, panelName(side));
        return feed;
    }

    /** Such switches have a single power supply: the first is on side A, the second on side B. */
    private String rackSwitch(String rack, List<String> feeds, int index) {
        String device = network(
                CiKind.SWITCH, rack + "-sw-" + (index + 1), "Switch at the top of " + rack + ".", "Lattice 48", rack);
        landscape.relate(device, RelationKind.POWERED_BY, feeds.get(index));
        return device;
    }

    private List<String> networkPair(CiKind kind, String role, String about, String model, List<String> uplinks) {
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            Rack rack = racks.get(number - 1);
            String device =
                    network(kind, name(role, number), about + " " + number + " of the pair.", model, rack.name());
            landscape.relateAll(device, RelationKind.POWERED_BY, rack.feeds(), Redundancy.minUp("power", 1));
            if (!uplinks.isEmpty()) {
                landscape.relateAll(device, RelationKind.DEPENDS_ON, uplinks, Redundancy.minUp("uplink", 1));
            }
            names.add(device);
        }
        landscape.relate(names.getFirst(), RelationKind.CONNECTED_TO, names.getLast());
        return List.copyOf(names);
    }

    private String network(CiKind kind, String name, String about, String model, String rack) {
        draft(kind, name, Stewards.NETWORK)
                .about(about)
                .criticality(Criticality.HIGH)
                .with("model", model)
                .with("managementAddress", address())
                .add();
        landscape.relate(name, RelationKind.LOCATED_IN, rack);
        return name;
    }

    private String array(int number) {
        String array = draft(CiKind.STORAGE, name("stor", number), Stewards.STORAGE)
                .about("Storage array, mirrored with the other one.")
                .criticality(Criticality.CRITICAL)
                .with("model", "Granite F800")
                .with("capacityTib", 240)
                .add();
        place(array, racks.get(1 + number));
        return array;
    }

    private String cluster(String role, String hostRole, int hosts, List<String> arrays) {
        List<String> members = IntStream.rangeClosed(1, hosts)
                .mapToObj(number -> server(name(hostRole, number), "Host of " + code + "-" + role + ".", List.of()))
                .toList();
        String cluster = draft(CiKind.CLUSTER, code + "-" + role, Stewards.SERVERS)
                .about("Cluster of " + hosts + " hosts, one of them to spare.")
                .criticality(Criticality.HIGH)
                .service("vmhosting")
                .with("hypervisor", "KVM")
                .add();
        landscape.relateAll(cluster, RelationKind.DEPENDS_ON, members, Redundancy.minUp("hosts", hosts - 1));
        landscape.relateAll(cluster, RelationKind.DEPENDS_ON, arrays, Redundancy.minUp("storage", 1));
        return cluster;
    }

    private String server(String name, String about, List<String> arrays) {
        String server = draft(CiKind.SERVER, name, Stewards.SERVERS)
                .about(about)
                .criticality(Criticality.HIGH)
                .service("vmhosting")
                .with("model", "Ironside R750")
                .with("cpuCount", 64)
                .with("memoryMb", 1_048_576)
                .with("serialNumber", "IR7-" + code.toUpperCase(Locale.ROOT) + "-" + (4100 + 7 * serversPlaced))
                .add();
        Rack rack = racks.get(FIRST_SERVER_RACK + serversPlaced++ % (racks.size() - FIRST_SERVER_RACK));
        place(server, rack);
        landscape.relateAll(server, RelationKind.DEPENDS_ON, rack.switches(), Redundancy.minUp("network", 1));
        if (!arrays.isEmpty()) {
            landscape.relateAll(server, RelationKind.DEPENDS_ON, arrays, Redundancy.minUp("storage", 1));
        }
        return server;
    }

    private void place(String device, Rack rack) {
        landscape.relate(device, RelationKind.LOCATED_IN, rack.name());
        landscape.relateAll(device, RelationKind.POWERED_BY, rack.feeds(), Redundancy.minUp("power", 1));
    }

    private String containerCluster(List<String> clusters) {
        List<String> control = nodes("k8s-control", 3, clusters);
        List<String> workers = nodes("k8s-worker", size.hosts(), clusters);
        String cluster = draft(CiKind.CLUSTER, code + "-k8s", Stewards.CONTAINERS)
                .about("Kubernetes cluster; it stops without a majority of its control nodes.")
                .criticality(Criticality.HIGH)
                .service("containers")
                .with("kubernetesVersion", "1.33")
                .add();
        landscape.relateAll(cluster, RelationKind.DEPENDS_ON, control, Redundancy.minUp("control-plane", 2));
        landscape.relateAll(cluster, RelationKind.DEPENDS_ON, workers, Redundancy.degradesBelow("workers", 75));
        return cluster;
    }

    private List<String> nodes(String role, int count, List<String> clusters) {
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            String node = draft(CiKind.VIRTUAL_MACHINE, name(role, number), Stewards.CONTAINERS)
                    .about("Node of " + code + "-k8s.")
                    .service("containers")
                    .environment(Environment.PRODUCTION)
                    .with("operatingSystem", "Flatcar Linux")
                    .with("cpuCount", 16)
                    .with("memoryMb", 65_536)
                    .with("ipAddress", address())
                    .add();
            landscape.relate(node, RelationKind.RUNS_ON, clusters.get(number % clusters.size()));
            names.add(node);
        }
        return List.copyOf(names);
    }

    private Landscape.Draft draft(CiKind kind, String name, Stewardship stewardship) {
        return landscape.draft(kind, name, stewardship).at(site, Place.DATA_CENTRE);
    }

    private String name(String role, int number) {
        return String.format(Locale.ROOT, "%s-%s-%02d", code, role, number);
    }

    private String address() {
        int number = addresses++;
        return "10." + subnet + "." + number / 200 + "." + (10 + number % 200);
    }
}
