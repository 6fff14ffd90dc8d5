// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The people who use what the company's IT provides. The realm says of which organisation they are; each organisation's people
 * are dealt out to its sites in turn.
 */
public final class Staff {

    static final String HEAD_OFFICE = "Aldermoor House";
    static final String CHINESE_OFFICE = "Shanghai Office";

    private static final List<String> DEPARTMENTS = List.of(
            "the finance department",
            "the purchasing department",
            "the sales department",
            "the marketing department",
            "the legal department",
            "the human resources department");

    private final List<Colleague> colleagues = new ArrayList<>();

    Staff(List<DemoCi> cis) {
        Map<RealmOrganisation, List<DemoCi>> sites = cis.stream()
                .filter(ci -> ci.kind() == CiKind.SITE)
                .collect(Collectors.groupingBy(ci -> ci.stewardship().organisation()));
        Map<RealmOrganisation, Integer> dealt = new HashMap<>();
        for (PersonText person : Texts.people()) {
            RealmOrganisation organisation = organisation(person);
            List<DemoCi> choice = sites.getOrDefault(organisation, List.of());
            if (!choice.isEmpty()) {
                int number = dealt.merge(organisation, 1, Integer::sum) - 1;
                String site = choice.get(number % choice.size()).name();
                colleagues.add(new Colleague(
                        person.username(),
                        person.firstName(),
                        organisation,
                        person.cleared(),
                        site,
                        place(site, number / choice.size())));
            }
        }
    }

    /** What the identity provider calls all of them, of whatever size the company is. */
    public static List<String> usernames() {
        return Texts.people().stream().map(PersonText::username).toList();
    }

    List<Colleague> all() {
        return List.copyOf(colleagues);
    }

    List<Colleague> at(String site) {
        return colleagues.stream()
                .filter(colleague -> colleague.site().equals(site))
                .toList();
    }

    List<Colleague> of(RealmOrganisation organisation) {
        return colleagues.stream()
                .filter(colleague -> colleague.organisation() == organisation)
                .toList();
    }

    private static RealmOrganisation organisation(PersonText person) {
        return Arrays.stream(RealmOrganisation.values())
                .filter(organisation -> person.groups().contains(organisation.path()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("In no organisation: " + person.username()));
    }

    /** The site in words: Northfield Plant is the Northfield plant, Store Whitby the Whitby store. */
    private static String place(String site, int number) {
        if (site.equals(HEAD_OFFICE)) {
            return DEPARTMENTS.get(number % DEPARTMENTS.size());
        }
        int blank = site.lastIndexOf(' ');
        String first = site.substring(0, blank);
        String last = site.substring(blank + 1);
        return first.equals("Store")
                ? "the %s store".formatted(last)
                : "the %s %s".formatted(first, last.toLowerCase(Locale.ROOT));
    }
}
