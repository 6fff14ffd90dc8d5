// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad values are refused before anything reaches the cluster, with words that name the value and the rule. */
class ValuesRefusalTest {

    private static final Path GOOD = Variant.named("external").values();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void requireThatTheBaseIsGood() {
        assertThat(Chart.templateEmbedded(GOOD, Chart.KUBERNETES.getLast())).contains("kind: Deployment");
    }

    /** What the schema says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    backend: {replicas: 0}                                       | /backend/replicas                    | minimum: got 0, want 1
                    backend: {replicas: two}                                     | /backend/replicas                    | got string, want integer
                    backend: {replica: 2}                                        | /backend                             | additional properties 'replica' not allowed
                    backends: {replicas: 2}                                      |                                      | additional properties 'backends' not allowed
                    backend: {image: {tag: latest}}                              | /backend/image/tag                   | 'not' failed
                    backend: {image: {digest: sha256:12}}                        | /backend/image/digest                | does not match pattern
                    backend: {image: {pullPolicy: Sometimes}}                    | /backend/image/pullPolicy            | value must be one of 'Always', 'IfNotPresent', 'Never'
                    backend: {url: mainstay.example.org}                         | /backend/url                         | does not match pattern
                    backend: {drainSeconds: 1}                                   | /backend/drainSeconds                | minimum: got 1, want 5
                    backend: {graphiql: yes please}                              | /backend/graphiql                    | got string, want boolean
                    backend: {resources: {requests: {cpu: lots}}}                | /backend/resources/requests/cpu      | does not match pattern
                    backend: {resources: {limits: null}}                         | /backend/resources                   | missing property 'limits'
                    backend: {resources: {limits: {gpu: 1}}}                     | /backend/resources/limits            | additional properties 'gpu' not allowed
                    backend: {existingSecret: Not_A_Name}                        | /backend/existingSecret              | does not match pattern
                    backend: {environment: {lower-case: 'x'}}                    | /backend/environment                 | additional properties 'lower-case' not allowed
                    backend: {autoscaling: {cpuPercent: 0}}                      | /backend/autoscaling/cpuPercent      | minimum: got 0, want 10
                    neo4j: {uri: 'http://graph.example.org'}                     | /neo4j/uri                           | does not match pattern
                    neo4j: {heap: 1GB}                                           | /neo4j/heap                          | does not match pattern
                    neo4j: {storage: 10G}                                        | /neo4j/storage                       | does not match pattern
                    elasticsearch: {uris: 'https://search.example.org'}          | /elasticsearch/uris                  | got string, want array
                    elasticsearch: {uris: ['search.example.org']}                | /elasticsearch/uris/0                | does not match pattern
                    elasticsearch: {indexPrefix: UPPER}                          | /elasticsearch/indexPrefix           | does not match pattern
                    keycloak: {url: 'https://login.example.org/'}                | /keycloak/url                        | does not match pattern
                    keycloak: {realm: ''}                                        | /keycloak/realm                      | does not match pattern
                    postgresql: {port: 70000}                                    | /postgresql/port                     | maximum: got 70,000, want 65,535
                    migration: {deadlineSeconds: 5}                              | /migration/deadlineSeconds           | minimum: got 5, want 60
                    networkPolicies: {to: {neo4j: []}}                           | /networkPolicies/to/neo4j            | minItems: got 0, want 1
                    networkPolicies: {from: {clients: [{}]}}                     | /networkPolicies/from/clients/0      | minProperties: got 0, want 1
                    monitoring: {serviceMonitor: {interval: often}}              | /monitoring/serviceMonitor/interval  | does not match pattern
                    tracing: {sampling: 2}                                       | /tracing/sampling                    | maximum: got 2, want 1
                    imagePullSecrets: [login]                                    | /imagePullSecrets/0                  | got string, want object
                    """)
    void shouldNameTheValueThatTheSchemaRefuses(String values, String place, String rule) throws IOException {
        String expected = place == null ? rule : "at '" + place + "': ";

        assertThatThrownBy(() -> render(values)).hasMessageContaining(expected).hasMessageContaining(rule);
    }

    /** What must hold between values. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    backend: {image: {repository: ''}}                                    | backend.image.repository is required
                    neo4j: {uri: ''}                                                      | neo4j.uri is required unless neo4j.bundled is true
                    neo4j: {existingSecret: ''}                                           | neo4j.existingSecret is required unless neo4j.bundled is true
                    neo4j: {bundled: true}                                                | neo4j.uri must be empty when neo4j.bundled is true
                    elasticsearch: {uris: []}                                             | elasticsearch.uris is required unless elasticsearch.bundled is true
                    elasticsearch: {existingSecret: ''}                                   | elasticsearch.existingSecret is required unless elasticsearch.bundled is true
                    elasticsearch: {bundled: true}                                        | elasticsearch.uris must be empty when elasticsearch.bundled is true
                    keycloak: {url: ''}                                                   | keycloak.url is required
                    keycloak: {url: 'http://login.example.org'}                           | keycloak.url must begin with https://
                    keycloak: {existingSecret: ''}                                        | keycloak.existingSecret is required unless keycloak.bundled is true
                    keycloak: {bundled: true, internalUrl: '', realm: other}              | keycloak.realm must be mainstay when keycloak.bundled is true
                    keycloak: {bundled: true, internalUrl: ''}                            | backend.url is required when keycloak.bundled is true
                    keycloak: {bundled: true, internalUrl: ''}                            | postgresql.host is required when keycloak.bundled is true
                    keycloak: {ingress: {enabled: true}}                                  | keycloak.ingress.enabled needs keycloak.bundled
                    postgresql: {bundled: true}                                           | postgresql.bundled needs keycloak.bundled
                    backend: {autoscaling: {enabled: true, minReplicas: 9}}               | minReplicas must not exceed backend.autoscaling.maxReplicas
                    ingress: {enabled: true}                                              | ingress.host is required when ingress.enabled is true
                    ingress: {enabled: true, host: a.example.org}                         | ingress.tls.secretName is required when ingress.tls.enabled is true
                    monitoring: {serviceMonitor: {enabled: true}}                         | networkPolicies.from.monitoring is required when monitoring.serviceMonitor.enabled is true
                    monitoring: {rules: {enabled: true}}                                  | monitoring.rules.enabled needs monitoring.serviceMonitor.enabled
                    """)
    void shouldSayWhichRuleBetweenValuesIsBroken(String values, String message) {
        assertThatThrownBy(() -> render(values)).hasMessageContaining(message);
    }

    @Test
    void shouldNameAllBrokenRulesAtOnce() {
        assertThatThrownBy(() -> render("{neo4j: {uri: ''}, keycloak: {url: ''}}"))
                .hasMessageContaining("neo4j.uri is required")
                .hasMessageContaining("keycloak.url is required");
    }

    private static void render(String values) throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), values);
        Chart.templateEmbedded(GOOD, Chart.KUBERNETES.getLast(), bad);
    }
}
