// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes the demo company. The same seed, size and instant make the same company. */
public final class CompanyGenerator {

    private final long seed;
    private final CompanySize size;

    public CompanyGenerator(long seed, CompanySize size) {
        this.seed = seed;
        this.size = size;
    }

    /** @param now the end of the history; some incidents are open then */
    public Company generate(Instant now) {
        Landscape landscape = landscape();
        List<DemoIncident> incidents = Stream.concat(
                        new IncidentHistory(seed, landscape.cis(), serviceTexts(), now)
                                .generate(size.incidents()).stream(),
                        new IncidentHistory(seed + 1, landscape.cis(), serviceTexts(), now).episodes().stream())
                .sorted(Comparator.comparing(DemoIncident::reportedAt).thenComparing(DemoIncident::key))
                .toList();
        List<DemoCi> cis = new OperationalStatuses(incidents).apply(landscape.cis());
        return new Company(
                cis,
                landscape.relations(),
                incidents,
                new ProblemHistory(landscape.cis(), incidents, now).generate(),
                new ChangeHistory(landscape.cis(), incidents, now).generate());
    }

    private List<ServiceText> serviceTexts() {
        return Texts.services().stream().limit(size.services()).toList();
    }

    private Landscape landscape() {
        Landscape landscape = new Landscape();
        List<ServiceText> services = serviceTexts();
        boolean whole = size.services() >= Texts.services().size();
        List<DataCentre> centres = List.of(
                new DataCentreBuilder(landscape, size, "dcn", "Northfield Data Centre", 40).build("Northfield"),
                new DataCentreBuilder(landscape, size, "dce", "Eastgate Data Centre", 50).build("Eastgate"));
        Branches branches = new Branches(landscape);
        branches.large("hq", Staff.HEAD_OFFICE, "Aldermoor", Place.OFFICE, RealmOrganisation.GROUP, whole ? 16 : 2);
        branches.large(
                "nfp", "Northfield Plant", "Northfield", Place.PLANT, RealmOrganisation.NORTHFIELD, whole ? 16 : 8);
        branches.machineLines("nfp", "Northfield Plant", RealmOrganisation.NORTHFIELD, "plantn", whole ? 6 : 2);
        branches.large(
                "whh", "Harbour Warehouse", "Southport", Place.WAREHOUSE, RealmOrganisation.LOGISTICS, whole ? 10 : 2);
        if (whole) {
            branches.large("egp", "Eastgate Plant", "Eastgate", Place.PLANT, RealmOrganisation.EASTGATE, 12);
            branches.machineLines("egp", "Eastgate Plant", RealmOrganisation.EASTGATE, "plante", 5);
            branches.large("whm", "Midland Warehouse", "Midhurst", Place.WAREHOUSE, RealmOrganisation.LOGISTICS, 8);
            branches.large("whs", "Riverside Warehouse", "Gloucester", Place.WAREHOUSE, RealmOrganisation.LOGISTICS, 8);
            branches.large("sha", Staff.CHINESE_OFFICE, "Shanghai", Place.OFFICE, RealmOrganisation.GROUP, 4);
        }
        List<String> tills = branches.stores(size.stores());
        new Portfolio(landscape, services, centres).build(branches, tills);
        new Outliers(landscape).add();
        return landscape;
    }
}
