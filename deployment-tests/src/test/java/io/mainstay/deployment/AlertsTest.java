// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts and dashboard read meters that a backend has, and each alert is described. */
class AlertsTest {

    private static final String PAGE = "docs/operations/alerts.md";
    private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[(\\w+)]\\(#(\\w+)\\) \\| (\\w+) \\|");

    private final Map<String, Set<String>> meters = meters();

    @Test
    void shouldReadMetersThatThereAreInAlerts() {
        assertThat(alerts())
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(
                                PrometheusExpression.problems(alert.getExpr().getStrVal(), meters))
                        .as(alert.getAlert())
                        .isEmpty());
    }

    @Test
    void shouldReadMetersThatThereAreOnTheDashboard() {
        List<String> expressions = dashboard().findValuesAsText("expr");

        assertThat(expressions)
                .hasSizeGreaterThan(10)
                .allSatisfy(expression -> assertThat(PrometheusExpression.problems(expression, meters))
                        .as(expression)
                        .isEmpty());
    }

    /** The outcomes are those of RequestOutcomes in the backend; all others are errors of whoever asked. */
    @Test
    void shouldCountWhatWasCutAndWhatIsAwayAmongTheErrors() {
        String errors = "graphql_outcome=~\"INTERNAL_ERROR|TIMEOUT|UNAVAILABLE\"";

        assertThat(alerts().filter(alert -> alert.getAlert().equals("MainstayErrors")))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getExpr().getStrVal()).contains(errors));
        assertThat(dashboard().findValuesAsText("expr"))
                .filteredOn(expression -> expression.contains("graphql_outcome"))
                .isNotEmpty()
                .allSatisfy(expression -> assertThat(expression).contains(errors));
    }

    @Test
    void shouldReadEachMeterThatIsListed() {
        String all = String.join("\n", dashboard().findValuesAsText("expr"))
                + String.join(
                        "\n", alerts().map(alert -> alert.getExpr().getStrVal()).toList());

        assertThat(meters.keySet()).allMatch(all::contains);
    }

    @Test
    void shouldTellThePanelsOfTheDashboardApart() {
        List<JsonNode> panels = StreamSupport.stream(dashboard().path("panels").spliterator(), false)
                .toList();

        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels).allMatch(panel -> !panel.path("title").asText().isBlank());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    sum(rate(mainstay_outbox_delivered{job="x"}[5m]))                 | no meter mainstay_outbox_delivered
                    sum by (kind) (rate(mainstay_outbox_delivered_total{job="x"}[5m])) | no label kind
                    max(mainstay_timer_dead_timers{state="x"})                        | no label state
                    max(mainstay_timer_dead_timers{job="x"}                           | its brackets do not match
                    maximum(mainstay_timer_dead_timers{job="x"})                      | no function maximum
                    max(mainstay_timer_dead_timers{job})                              | no condition on a label: job
                    max(mainstay_timers)                                              | no meter mainstay_timers
                    """)
    void shouldSeeWhatIsWrongWithAnExpression(String expression, String problem) {
        assertThat(PrometheusExpression.problems(expression, meters)).containsExactly(problem);
    }

    @Test
    void shouldDescribeEachAlert() {
        List<String> names = alerts().map(Rule::getAlert).toList();
        String page = Repository.text(PAGE);

        assertThat(names).doesNotHaveDuplicates();
        assertThat(SECTION.matcher(page).results().map(match -> match.group(1))).containsExactlyElementsOf(names);
        Map<String, String> severities = new TreeMap<>();
        ROW.matcher(page).results().forEach(row -> {
            assertThat(row.group(2)).isEqualTo(row.group(1).toLowerCase(Locale.ROOT));
            severities.put(row.group(1), row.group(3));
        });
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(alert.getLabels().get("severity"))
                        .as(alert.getAlert())
                        .isIn("critical", "warning")
                        .isEqualTo(severities.get(alert.getAlert())));
        assertThat(severities).hasSize(names.size());
    }

    @Test
    void shouldSayWhatHappensAndWhereToRead() {
        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(alert.getFor()).as(alert.getAlert()).isNotBlank();
            assertThat(alert.getAnnotations().get("summary")).endsWith(".");
            assertThat(alert.getAnnotations().get("runbook"))
                    .isEqualTo(PAGE + "#" + alert.getAlert().toLowerCase(Locale.ROOT));
        });
    }

    private static Stream<Rule> alerts() {
        return everything().of(PrometheusRule.class).stream()
                .flatMap(rule -> rule.getSpec().getGroups().stream())
                .flatMap(group -> group.getRules().stream());
    }

    private static JsonNode dashboard() {
        return everything().of(ConfigMap.class).stream()
                .filter(map -> map.getData().containsKey("mainstay.json"))
                .map(map -> Yaml.document(map.getData().get("mainstay.json")))
                .findFirst()
                .orElseThrow();
    }

    private static Manifests everything() {
        return Chart.render(Variant.named("external-everything"));
    }

    /** A test of the backend finds each of these in what it shows. */
    private static Map<String, Set<String>> meters() {
        Map<String, Set<String>> meters = new TreeMap<>();
        Repository.text("backend/src/test/resources/meters.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .forEach(parts ->
                        meters.put(parts[0], new TreeSet<>(Arrays.asList(parts).subList(1, parts.length))));
        // Prometheus itself knows whether it could read a pod's meters.
        meters.put("up", Set.of());
        return meters;
    }
}
