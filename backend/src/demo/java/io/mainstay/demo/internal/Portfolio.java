// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Builds services with what runs them: applications in environments, nodes, databases and their replicas. */
final class Portfolio {

    private static final int DATABASES_PER_TEST_MACHINE = 6;
    private static final String IN_MEMORY = "SAP HANA";
    private static final Map<String, String> ENGINE_VERSIONS =
            Map.of("PostgreSQL", "17.5", "Oracle Database", "19.27", "SQL Server", "2022 CU19", IN_MEMORY, "2.0 SPS08");

    private final Landscape landscape;
    private final List<ServiceText> services;
    private final List<DataCentre> centres;
    private int productionDatabases;
    private int testDatabases;
    private int machines;

    Portfolio(Landscape landscape, List<ServiceText> services, List<DataCentre> centres) {
        this.landscape = landscape;
        this.services = services;
        this.centres = centres;
    }

    void build(Branches branches, List<String> tills) {
        for (ServiceText service : services) {
            if (service.application() != null) {
                application(service, service.application());
            }
            offer(service);
        }
        services.forEach(this::connect);
        connectInfrastructure(branches, tills);
    }

    private void application(ServiceText service, String application) {
        landscape
                .draft(CiKind.BUSINESS_APPLICATION, application, service.stewardship())
                .about(service.about())
                .criticality(service.criticality())
                .service(service.key())
                .add();
        applicationService(service, Environment.PRODUCTION);
        switch (service.style()) {
            case VMS -> runOnMachines(service);
            case CONTAINERS -> runInContainers(service);
            case INFRASTRUCTURE -> throw new IllegalStateException(service.key() + " has an application but no style");
        }
        if (service.engine() != null) {
            productionDatabase(service, service.engine());
        }
        nonProduction(service, Environment.TEST);
        if (services.indexOf(service) % 3 == 0) {
            nonProduction(service, Environment.DEVELOPMENT);
        }
    }

    private void applicationService(ServiceText service, Environment environment) {
        boolean production = environment == Environment.PRODUCTION;
        String name = landscape
                .draft(CiKind.APPLICATION_SERVICE, service.applicationService(environment), service.stewardship())
                .about(service.application() + ", " + environment.word() + ".")
                .criticality(production ? service.criticality() : Criticality.LOW)
                .service(service.key())
                .environment(environment)
                .with("url", "https://" + service.applicationService(environment) + ".aldermoor.example")
                .add();
        landscape.relate(name, RelationKind.PART_OF, String.valueOf(service.application()));
    }

    private void runOnMachines(ServiceText service) {
        String name = service.applicationService(Environment.PRODUCTION);
        List<String> nodes = new ArrayList<>();
        for (int number = 1; number <= service.nodes(); number++) {
            DataCentre centre = centres.get((number - 1) % centres.size());
            nodes.add(machine(
                    String.format(Locale.ROOT, "%s-app-%02d", service.key(), number),
                    "Node " + number + " of " + service.application() + ".",
                    service,
                    Environment.PRODUCTION,
                    centre,
                    centre.clusters()
                            .get((number - 1)
                                    / centres.size()
                                    % centre.clusters().size())));
        }
        landscape.relateAll(name, RelationKind.RUNS_ON, nodes, Redundancy.minUp("nodes", service.nodes() / 2));
        landscape.relateAll(name, RelationKind.DEPENDS_ON, balancers(), Redundancy.minUp("load-balancers", 1));
    }

    private void runInContainers(ServiceText service) {
        String name = service.applicationService(Environment.PRODUCTION);
        for (String component : service.components()) {
            List<String> workloads = centres.stream()
                    .map(centre -> workload(service, component, centre))
                    .toList();
            landscape.relateAll(name, RelationKind.RUNS_ON, workloads, Redundancy.minUp(component, 1));
        }
        landscape.relateAll(name, RelationKind.DEPENDS_ON, balancers(), Redundancy.minUp("load-balancers", 1));
    }

    private String workload(ServiceText service, String component, DataCentre centre) {
        String workload = landscape
                .draft(CiKind.CONTAINER_WORKLOAD, component + "-" + centre.letter(), service.stewardship())
                .about("Part " + component + " of " + service.application() + " in " + centre.site() + ".")
                .criticality(service.criticality())
                .service(service.key())
                .environment(Environment.PRODUCTION)
                .at(centre.site(), Place.DATA_CENTRE)
                .with("image", "registry.aldermoor.example/" + service.key() + "/" + component)
                .with("namespace", service.key())
                .with("replicas", 3)
                .add();
        landscape.relate(workload, RelationKind.RUNS_ON, centre.containerCluster());
        return workload;
    }

    private void productionDatabase(ServiceText service, String engine) {
        List<String> pair = centres.stream()
                .map(centre -> productionDatabase(service, engine, centre))
                .toList();
        landscape.relateAll(
                service.applicationService(Environment.PRODUCTION),
                RelationKind.DEPENDS_ON,
                pair,
                Redundancy.minUp("database", 1));
        landscape.relate(pair.getLast(), RelationKind.CONNECTED_TO, pair.getFirst());
    }

    private String productionDatabase(ServiceText service, String engine, DataCentre centre) {
        int number = ++productionDatabases;
        String name = String.format(Locale.ROOT, "db-prod-%02d", number);
        String database = database(name, service, engine, Environment.PRODUCTION)
                .about((number % 2 == 1 ? "Primary" : "Replica") + " database of " + service.application() + ".")
                .with("role", number % 2 == 1 ? "primary" : "replica")
                .at(centre.site(), Place.DATA_CENTRE)
                .add();
        String host = engine.equals(IN_MEMORY)
                ? centre.databaseServers()
                        .get(number / 2 % centre.databaseServers().size())
                : machine(
                        "vm-" + name,
                        "Carries " + name + ".",
                        service,
                        Environment.PRODUCTION,
                        centre,
                        centre.clusters().get(number / 2 % centre.clusters().size()));
        landscape.relate(database, RelationKind.RUNS_ON, host);
        String volume = landscape
                .draft(CiKind.STORAGE, "vol-" + name, Stewards.STORAGE)
                .about("Volume of " + name + ".")
                .criticality(service.criticality())
                .service(service.key())
                .at(centre.site(), Place.DATA_CENTRE)
                .with("capacityGib", 200 + 50 * (number % 9))
                .add();
        landscape.relateAll(volume, RelationKind.DEPENDS_ON, centre.arrays(), Redundancy.minUp("mirror", 1));
        landscape.relate(database, RelationKind.DEPENDS_ON, volume);
        return database;
    }

    private Landscape.Draft database(String name, ServiceText service, String engine, Environment environment) {
        return landscape
                .draft(CiKind.DATABASE, name, Stewards.DATABASES)
                .criticality(environment == Environment.PRODUCTION ? service.criticality() : Criticality.LOW)
                .service(service.key())
                .environment(environment)
                .with("product", engine)
                .with("productVersion", ENGINE_VERSIONS.getOrDefault(engine, "1"));
    }

    /** Test and development have one of everything, in the second data centre. */
    private void nonProduction(ServiceText service, Environment environment) {
        applicationService(service, environment);
        DataCentre centre = centres.getLast();
        String name = service.applicationService(environment);
        String node = machine(
                service.key() + "-" + environment.suffix() + "-01",
                "Only node of " + name + ".",
                service,
                environment,
                centre,
                centre.testCluster());
        landscape.relate(name, RelationKind.RUNS_ON, node);
        if (environment == Environment.TEST && service.engine() != null) {
            landscape.relate(name, RelationKind.DEPENDS_ON, testDatabase(service, service.engine(), centre));
        }
    }

    private String testDatabase(ServiceText service, String engine, DataCentre centre) {
        int number = ++testDatabases;
        String host = String.format(
                Locale.ROOT, "vm-db-test-%02d", (number + DATABASES_PER_TEST_MACHINE - 1) / DATABASES_PER_TEST_MACHINE);
        if (!landscape.has(host)) {
            machine(host, "Carries test databases.", service, Environment.TEST, centre, centre.testCluster());
        }
        String database = database(
                        String.format(Locale.ROOT, "db-test-%02d", number), service, engine, Environment.TEST)
                .about("Test database of " + service.application() + ".")
                .at(centre.site(), Place.DATA_CENTRE)
                .add();
        landscape.relate(database, RelationKind.RUNS_ON, host);
        return database;
    }

    private String machine(
            String name,
            String about,
            ServiceText service,
            Environment environment,
            DataCentre centre,
            String cluster) {
        int number = ++machines;
        boolean windows = "SQL Server".equals(service.engine()) || service.support() == RealmTeam.WORKPLACE;
        landscape
                .draft(CiKind.VIRTUAL_MACHINE, name, Stewards.SERVERS)
                .about(about)
                .criticality(environment == Environment.PRODUCTION ? service.criticality() : Criticality.LOW)
                .service(service.key())
                .environment(environment)
                .at(centre.site(), Place.DATA_CENTRE)
                .with("operatingSystem", windows ? "Windows Server 2022" : "Debian 13")
                .with("cpuCount", 4 + 4 * (number % 3))
                .with("memoryMb", 16_384 * (1 + number % 4))
                .with("ipAddress", "10.60." + number / 200 + "." + (10 + number % 200))
                .add();
        landscape.relate(name, RelationKind.RUNS_ON, cluster);
        return name;
    }

    private void offer(ServiceText service) {
        Stewardship stewardship = service.front();
        landscape
                .draft(CiKind.BUSINESS_SERVICE, service.name(), stewardship)
                .about(service.about())
                .criticality(service.criticality())
                .selfService()
                .service(service.key())
                .add();
        for (String offering : service.offerings()) {
            landscape
                    .draft(CiKind.SERVICE_OFFERING, offeringName(service, offering), stewardship)
                    .about(offering + " as part of " + service.name() + ".")
                    .criticality(service.criticality())
                    .selfService()
                    .service(service.key())
                    .add();
        }
    }

    /** The service stands or falls with its first offering and is impaired without the others. */
    private void connect(ServiceText service) {
        boolean first = true;
        for (String offering : service.offerings()) {
            String name = offeringName(service, offering);
            landscape.relate(service.name(), first ? RelationKind.DEPENDS_ON : RelationKind.USES, name);
            if (service.application() != null) {
                landscape.relate(name, RelationKind.DEPENDS_ON, service.applicationService(Environment.PRODUCTION));
            }
            first = false;
        }
        for (ServiceText other : services) {
            if (service.dependsOn().contains(other.key())) {
                relateApplications(service, RelationKind.DEPENDS_ON, other);
            } else if (service.uses().contains(other.key())) {
                relateApplications(service, RelationKind.USES, other);
            }
        }
    }

    private void relateApplications(ServiceText service, RelationKind kind, ServiceText other) {
        landscape.relate(
                service.applicationService(Environment.PRODUCTION),
                kind,
                other.applicationService(Environment.PRODUCTION));
    }

    private void connectInfrastructure(Branches branches, List<String> tills) {
        List<String> clusters =
                centres.stream().flatMap(centre -> centre.clusters().stream()).toList();
        List<String> containerClusters =
                centres.stream().map(DataCentre::containerCluster).toList();
        List<String> arrays =
                centres.stream().flatMap(centre -> centre.arrays().stream()).toList();
        for (ServiceText service : services) {
            switch (service.key()) {
                case "network" ->
                    branches.networkOfferings()
                            .forEach(offering -> landscape.relate(service.name(), RelationKind.USES, offering));
                case "vmhosting" -> {
                    degradesBelow(service, 0, clusters, "clusters", 75);
                    landscape.relate(
                            offeringName(service, service.offerings().get(1)),
                            RelationKind.DEPENDS_ON,
                            centres.getLast().testCluster());
                }
                case "dbhosting" -> degradesBelow(service, 0, clusters, "clusters", 75);
                case "containers" -> degradesBelow(service, 0, containerClusters, "clusters", 100);
                case "storage" -> degradesBelow(service, 0, arrays, "arrays", 100);
                case "housing" ->
                    degradesBelow(
                            service, 0, centres.stream().map(DataCentre::site).toList(), "data-centres", 100);
                case "plantn" -> lines(service, branches.lines("nfp"));
                case "plante" -> lines(service, branches.lines("egp"));
                case "time" -> timeTerminals(service);
                case "pos" -> {
                    degradesBelow(service, 0, tills, "stores", 90);
                    tills.forEach(till -> landscape.relate(
                            till, RelationKind.USES, service.applicationService(Environment.PRODUCTION)));
                }
                default -> {
                    // Everything else was connected by its application.
                }
            }
        }
    }

    private void lines(ServiceText service, List<String> lines) {
        String offering = offeringName(service, service.offerings().getFirst());
        for (String line : lines) {
            landscape.relate(offering, RelationKind.USES, line);
            landscape.relate(line, RelationKind.USES, service.applicationService(Environment.PRODUCTION));
        }
    }

    /** What nobody has doubled: a service falls with the one switch behind which its controller is. */
    private void timeTerminals(ServiceText service) {
        String controller = landscape
                .draft(CiKind.SERVER, "hq-time-01", Stewards.SERVERS)
                .about("Controller of the time terminals at all doors, in the entrance hall of " + Staff.HEAD_OFFICE + ".")
                .criticality(service.criticality())
                .service(service.key())
                .with("model", "Nook 200")
                .with("cpuCount", 4)
                .with("memoryMb", 8_192)
                .with("serialNumber", "NK2-30011")
                .at(Staff.HEAD_OFFICE, Place.OFFICE)
                .add();
        landscape.relate(controller, RelationKind.LOCATED_IN, Staff.HEAD_OFFICE);
        landscape.relate(controller, RelationKind.DEPENDS_ON, "hq-sw-01");
        landscape.relate(
                offeringName(service, service.offerings().getFirst()), RelationKind.DEPENDS_ON, controller);
    }

    private void degradesBelow(ServiceText service, int offering, List<String> members, String group, int percent) {
        if (!members.isEmpty()) {
            landscape.relateAll(
                    offeringName(service, service.offerings().get(offering)),
                    RelationKind.DEPENDS_ON,
                    members,
                    Redundancy.degradesBelow(group, percent));
        }
    }

    private List<String> balancers() {
        return centres.stream()
                .flatMap(centre -> centre.loadBalancers().stream())
                .toList();
    }

    /** An offering that is called like its service is told apart from it. */
    static String offeringName(ServiceText service, String offering) {
        return offering.equals(service.name()) ? offering + " Standard" : offering;
    }
}
