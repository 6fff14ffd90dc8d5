// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.Criticality;
import io.mainstay.window.ChangeWindowPart;
import io.mainstay.window.ChangeWindowReason;
import io.mainstay.window.ChangeWindowScope;
import io.mainstay.window.CiFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeMatcherTest {

    private static final CiFacts DATABASE = new CiFacts(
            "ci-1",
            "orders-db",
            List.of("database", "configuration-item"),
            Criticality.CRITICAL,
            CiLifecycle.LIVE,
            List.of("org-2", "org-1"),
            "Retail",
            Set.of("rack-1", "site-1"),
            Set.of("shop"),
            Map.of("product", "PostgreSQL", "purchasedOn", LocalDate.parse("2020-01-01")),
            true);

    @Test
    void shouldNameAllPartsByWhichItCovers() {
        ChangeWindowScope scope = new ChangeWindowScope(
                false,
                List.of("ci-0", "ci-1"),
                List.of("payroll", "shop"),
                List.of("site-1", "rack-1", "site-2"),
                List.of("c-database", "c-server"),
                List.of("org-1"),
                "ci.criticality == 'CRITICAL'");

        assertThat(matcher(scope).reasons(new ScopeMatcher.Candidate(DATABASE)))
                .containsExactly(
                        new ChangeWindowReason(ChangeWindowPart.ITEM, "ci-1"),
                        new ChangeWindowReason(ChangeWindowPart.SERVICE, "shop"),
                        new ChangeWindowReason(ChangeWindowPart.SITE, "site-1"),
                        new ChangeWindowReason(ChangeWindowPart.SITE, "rack-1"),
                        new ChangeWindowReason(ChangeWindowPart.CLASS, "c-database"),
                        new ChangeWindowReason(ChangeWindowPart.ORGANISATION, "org-1"),
                        new ChangeWindowReason(ChangeWindowPart.EXPRESSION, null));
    }

    /** Nothing is found out about places and services for scopes that cover the same without it. */
    @Test
    void shouldAskForPlacementOnlyWhereItMatters() {
        List<ChangeWindowScope> scopes = List.of(
                scope(List.of(), List.of(), null, true),
                scope(List.of(), List.of(), null, false),
                scope(List.of("shop"), List.of(), null, false),
                scope(List.of(), List.of("rack-1"), null, false),
                scope(List.of(), List.of(), "'shop' in ci.serviceIds", false));
        ScopeMatcher.Candidate anywhere = new ScopeMatcher.Candidate(new CiFacts(
                DATABASE.id(),
                DATABASE.name(),
                DATABASE.classPath(),
                DATABASE.criticality(),
                DATABASE.lifecycle(),
                DATABASE.organisationIds(),
                DATABASE.organisationName(),
                Set.of(),
                Set.of(),
                DATABASE.attributes(),
                true));
        ScopeMatcher.Candidate placed = new ScopeMatcher.Candidate(DATABASE);

        assertThat(scopes)
                .extracting(scope -> matcher(scope).asksForPlacement())
                .containsExactly(false, false, true, true, true);
        assertThat(scopes)
                .allSatisfy(scope -> assertThat(matcher(scope)
                                .reasons(placed)
                                .equals(matcher(scope).reasons(anywhere)))
                        .isEqualTo(!matcher(scope).asksForPlacement()));
    }

    private static ChangeWindowScope scope(
            List<String> serviceIds, List<String> siteIds, @Nullable String expression, boolean everything) {
        return everything
                ? new ChangeWindowScope(true, List.of(), List.of(), List.of(), List.of(), List.of(), null)
                : new ChangeWindowScope(
                        false,
                        List.of("ci-1"),
                        serviceIds,
                        siteIds,
                        List.of("c-database"),
                        List.of("org-1"),
                        expression);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ci.id == 'ci-1'                                             | true
            ci.name.contains('orders')                                  | true
            ci.class == 'database'                                      | true
            'configuration-item' in ci.classPath                        | true
            ci.criticality in ['CRITICAL', 'HIGH']                      | true
            ci.lifecycle == 'PLANNED'                                   | false
            ci.organisation.id == 'org-2'                               | true
            ci.organisation.name == 'Retail'                            | true
            'org-1' in ci.organisationIds                               | true
            ci.siteIds.exists(site, site.startsWith('rack'))            | true
            'shop' in ci.serviceIds                                     | true
            ci.attributes.product == 'PostgreSQL'                       | true
            ci.attributes.purchasedOn < '2021-01-01'                    | true
            ci.attributes.cpuCount > 1                                  | false
            """)
    void shouldLetAnExpressionAskForWhatIsKnownOfAnItem(String expression, boolean covers) {
        ChangeWindowScope scope =
                new ChangeWindowScope(false, List.of(), List.of(), List.of(), List.of(), List.of(), expression);

        assertThat(matcher(scope).reasons(new ScopeMatcher.Candidate(DATABASE)).isEmpty())
                .isEqualTo(!covers);
    }

    @Test
    void shouldLetAnExpressionAskForACriticalityThatNobodyHasSet() {
        CiFacts unrated = item(0, null, Set.of(), Set.of(), List.of("server"), List.of("o"));
        ChangeWindowScope scope = new ChangeWindowScope(
                false, List.of(), List.of(), List.of(), List.of(), List.of(), "ci.criticality == ''");

        assertThat(matcher(scope).reasons(new ScopeMatcher.Candidate(unrated))).hasSize(1);
    }

    /** Asks of each part by itself what its description says. */
    @Test
    void shouldAgreeWithANaiveEvaluation() {
        long seed = Long.getLong("mainstay.window.seed", 20_261_201L);
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            ChangeWindowScope scope = scope(random);
            CiFacts item = item(
                    random.nextInt(8),
                    random.nextInt(4) == 0 ? null : Criticality.values()[random.nextInt(4)],
                    some(random, "site-"),
                    some(random, "service-"),
                    random.nextBoolean() ? List.of("virtual-machine", "compute") : List.of("compute"),
                    random.nextBoolean() ? List.of("org-3", "org-1") : List.of("org-1"));
            boolean expected = scope.everything()
                    || scope.ciIds().contains(item.id())
                    || scope.serviceIds().stream().anyMatch(item.serviceIds()::contains)
                    || scope.siteIds().stream().anyMatch(item.siteIds()::contains)
                    || scope.classIds().stream().anyMatch(id -> item.classPath().contains(id.substring("c-".length())))
                    || scope.organisationIds().stream().anyMatch(item.organisationIds()::contains)
                    || (scope.expression() != null
                            && item.criticality() == Criticality.HIGH
                            && item.siteIds().contains("site-2"));

            List<ChangeWindowReason> reasons = matcher(scope).reasons(new ScopeMatcher.Candidate(item));

            assertThat(!reasons.isEmpty())
                    .as("seed %d, round %d: %s of %s", seed, round, scope, item)
                    .isEqualTo(expected);
        }
    }

    private static ScopeMatcher matcher(ChangeWindowScope scope) {
        Map<String, String> ids = new HashMap<>();
        scope.classIds().forEach(id -> ids.put(id.substring("c-".length()), id));
        return new ScopeMatcher(scope, ids);
    }

    private static ChangeWindowScope scope(Random random) {
        if (random.nextInt(20) == 0) {
            return new ChangeWindowScope(true, List.of(), List.of(), List.of(), List.of(), List.of(), null);
        }
        return new ChangeWindowScope(
                false,
                random.nextInt(3) == 0 ? List.of("ci-" + random.nextInt(8)) : List.of(),
                random.nextInt(3) == 0 ? new ArrayList<>(some(random, "service-")) : List.of(),
                random.nextInt(3) == 0 ? new ArrayList<>(some(random, "site-")) : List.of(),
                random.nextInt(5) == 0 ? List.of("c-virtual-machine") : List.of(),
                random.nextInt(5) == 0 ? List.of("org-" + random.nextInt(4)) : List.of(),
                random.nextInt(4) == 0 ? "ci.criticality == 'HIGH' && ci.siteIds.exists(one, one == 'site-2')" : null);
    }

    private static Set<String> some(Random random, String prefix) {
        Set<String> some = new HashSet<>();
        IntStream.range(0, random.nextInt(3)).forEach(_ -> some.add(prefix + random.nextInt(6)));
        return some;
    }

    private static CiFacts item(
            int number,
            @Nullable Criticality criticality,
            Set<String> siteIds,
            Set<String> serviceIds,
            List<String> classPath,
            List<String> organisationIds) {
        return new CiFacts(
                "ci-" + number,
                "item " + number,
                classPath,
                criticality,
                CiLifecycle.LIVE,
                organisationIds,
                "Organisation",
                siteIds,
                serviceIds,
                Map.of(),
                true);
    }
}
