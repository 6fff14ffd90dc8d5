// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The API would accept every object: two independent sets of models know each field. The Java client of the API also knows what
 * is required; the other one also knows the resources of the Prometheus operator.
 */
class ModelsTest {

    static List<Variant> variants() {
        return Variant.all();
    }

    static Stream<ObjectNode> oneOfEachKind() {
        Map<ObjectKind, ObjectNode> byKind = new TreeMap<>();
        for (Variant variant : Variant.all()) {
            Chart.render(variant).documents().forEach(document -> byKind.put(ObjectKind.of(document), document));
        }
        return byKind.values().stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldFitBothModels(Variant variant) throws IOException {
        for (String kubernetes : Chart.KUBERNETES) {
            List<ObjectNode> documents = Chart.render(variant, kubernetes).documents();
            assertThat(documents).isNotEmpty();
            for (ObjectNode document : documents) {
                ObjectKind.of(document).readByClient(document);
                assertThat(Models.read(document).getKind())
                        .isEqualTo(document.path("kind").asText());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void shouldRefuseUnknownFields(ObjectNode good) {
        ObjectNode metadata = good.deepCopy();
        metadata.withObject("/metadata").put("labbels", "x");
        ObjectNode top = good.deepCopy();
        top.put("sppec", "x");

        for (ObjectNode bad : List.of(metadata, top)) {
            assertThatThrownBy(() -> Models.read(bad)).hasMessageContaining("Unrecognized field");
            if (!ObjectKind.of(bad).custom()) {
                assertThatThrownBy(() -> ObjectKind.of(bad).readByClient(bad)).hasMessageContaining("not defined");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Deployment     | /spec/template/spec/containers/0/resources/limit | {}         | limit
                    Deployment     | /spec/template/spec/containers/0/name            | 7          | name
                    Deployment     | /spec/replicas                                   | "2"        | replicas
                    ServiceMonitor | /spec/endpoints/0/intervall                      | "30s"      | intervall
                    PrometheusRule | /spec/groups/0/rules/0/expression                | "up"       | expression
                    """)
    void shouldNameTheFieldThatDoesNotFit(String kind, String pointer, String json, String field) {
        assertThatThrownBy(() -> new Edit(everything())
                        .set(kind + "/backend", pointer, json)
                        .done())
                .hasMessageContaining(field);
    }

    @Test
    void shouldRefuseMissingFields() throws IOException {
        ObjectNode bad = everything().documents().stream()
                .filter(document -> document.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        ObjectKind.of(bad).readByClient(bad);
        bad.withObject("/spec").remove("selector");

        assertThatThrownBy(() -> ObjectKind.of(bad).readByClient(bad)).hasMessageContaining("selector");
    }

    @Test
    void shouldRefuseKeysThatOccurTwice() {
        assertThatThrownBy(() -> Yaml.documents("kind: ConfigMap\ndata:\n  a: x\n  a: y\n"))
                .hasMessageContaining("duplicate key a");
    }

    @Test
    void shouldRefuseKindsThatNobodyExpects() {
        assertThatThrownBy(() -> ObjectKind.of(Yaml.document("apiVersion: v1\nkind: Node\n")))
                .hasMessageContaining("v1 Node");
    }

    private static Manifests everything() {
        return Chart.render(Variant.named("external-everything"));
    }
}
