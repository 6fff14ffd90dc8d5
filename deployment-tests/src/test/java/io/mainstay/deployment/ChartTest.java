// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart as a whole: what two generations of Helm say to it, and what it does with passwords and settings. */
class ChartTest {

    private static final String TRIAL = "trial";

    @TempDir
    private Path folder;

    /** Drawn passwords differ each time. */
    static Stream<Arguments> withoutDrawnPasswords() {
        return Variant.all().stream()
                .filter(variant -> Chart.render(variant).of(Secret.class).isEmpty())
                .flatMap(variant -> Chart.KUBERNETES.stream().map(kubernetes -> Arguments.of(variant, kubernetes)));
    }

    @Test
    void shouldPassStrictLint() {
        LintResult result = Chart.lint();

        assertThat(result.getMessages()).allMatch(message -> message.startsWith("[INFO]"));
        assertThat(result.isFailed()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.mainstay.deployment.Variant#all")
    void shouldPassStrictLintOfHelm4(Variant variant) {
        KubernetesTools.require();

        KubernetesTools.successful(KubernetesTools.helm(List.of(
                "lint",
                "--strict",
                Repository.chart().toString(),
                "--values",
                variant.values().toString(),
                "--set",
                "allowThrowawayPasswords=true")));
    }

    @ParameterizedTest
    @MethodSource("withoutDrawnPasswords")
    void shouldBeTheSameToBothGenerationsOfHelm(Variant variant, String kubernetes) {
        KubernetesTools.require();

        Map<String, ObjectNode> third = new TreeMap<>();
        Yaml.documents(Chart.templateEmbedded(variant.values(), kubernetes))
                .forEach(document -> third.put(identity(document), document));
        Map<String, ObjectNode> fourth = new TreeMap<>();
        Chart.render(variant, kubernetes).documents().stream()
                .filter(document -> !document.at("/metadata/annotations").has("helm.sh/hook"))
                .forEach(document -> fourth.put(identity(document), document));

        assertThat(third).isEqualTo(fourth);
    }

    @Test
    void shouldRefuseOlderClusters() {
        assertThatThrownBy(
                        () -> Chart.templateEmbedded(Variant.named("external").values(), "1.29.0"))
                .hasMessageContaining("chart requires kubeVersion");
    }

    @Test
    void shouldRefuseToDrawPasswordsThatNobodyKeeps() {
        KubernetesTools.require();

        KubernetesTools.Result refused =
                Chart.template(trial().values(), Chart.KUBERNETES.getLast(), "--set", "allowThrowawayPasswords=false");

        assertThat(refused.status()).isNotZero();
        assertThat(refused.errors()).contains("passwords are drawn at the first installation and kept in the cluster");
    }

    @Test
    void shouldDrawAnotherPasswordEachTime() {
        KubernetesTools.require();

        List<String> first = secrets();
        List<String> second = secrets();

        assertThat(first).hasSizeGreaterThan(5).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
    }

    @Test
    void shouldMakeNoSecretsWhereTheyExist() {
        assertThat(Chart.render(Variant.named("bundled-existing-secrets")).of(Secret.class))
                .isEmpty();
        assertThat(Chart.render(Variant.named("external-everything")).of(Secret.class))
                .isEmpty();
    }

    @Test
    void shouldLeaveNetworkPoliciesOutWhenTold() {
        KubernetesTools.require();
        Variant variant = Variant.named("external");

        Manifests open = new Manifests(
                Yaml.documents(KubernetesTools.successful(Chart.template(
                        variant.values(), Chart.KUBERNETES.getLast(), "--set", "networkPolicies.enabled=false"))),
                variant.ofOwner());

        assertThat(open.of(NetworkPolicy.class)).isEmpty();
        assertThat(open.objects())
                .hasSize(Chart.render(variant).objects().size()
                        - Chart.render(variant).of(NetworkPolicy.class).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backend: {graphiql: true}",
                "backend: {environment: {MAINSTAY_GRAPHQL_DEPTH: '9'}}",
                "backend: {secretsRevision: '2'}",
                "elasticsearch: {indexPrefix: other}",
                "keycloak: {url: 'https://elsewhere.example.org'}",
                "neo4j: {uri: 'neo4j://elsewhere.example.org'}",
                "neo4j: {existingSecret: another}",
                // its address is what answers call the API
                "ingress: {enabled: true, host: a.example.org, tls: {secretName: b}}"
            })
    void shouldReplacePodsWhenASettingChanges(String change) throws IOException {
        Variant variant = Variant.named("external");
        Path changed = Files.writeString(folder.resolve("changed.yaml"), change);

        String before = Chart.templateEmbedded(variant.values(), Chart.KUBERNETES.getLast());
        String after = Chart.templateEmbedded(variant.values(), Chart.KUBERNETES.getLast(), changed);

        assertThat(podTemplate(after)).isNotEqualTo(podTemplate(before));
    }

    @Test
    void shouldNotReplacePodsWhenSomethingElseChanges() throws IOException {
        Variant variant = Variant.named("external");
        Path named = Files.writeString(folder.resolve("named.yaml"), "backend: {url: 'https://a.example.org'}");
        Path changed = Files.writeString(
                folder.resolve("changed.yaml"),
                "{backend: {url: 'https://a.example.org'},"
                        + " ingress: {enabled: true, host: a.example.org, tls: {secretName: b}}}");

        String before = Chart.templateEmbedded(variant.values(), Chart.KUBERNETES.getLast(), named);
        String after = Chart.templateEmbedded(variant.values(), Chart.KUBERNETES.getLast(), changed);

        assertThat(after).isNotEqualTo(before);
        assertThat(podTemplate(after)).isEqualTo(podTemplate(before));
    }

    private static Variant trial() {
        return Variant.all().stream()
                .filter(variant -> variant.name().equals(TRIAL))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> secrets() {
        return Yaml.documents(KubernetesTools.successful(Chart.template(trial().values(), Chart.KUBERNETES.getLast())))
                .stream()
                .filter(document -> document.path("kind").asText().equals("Secret"))
                .flatMap(secret -> secret.path("data").properties().stream())
                .filter(entry -> !entry.getKey().equals("username"))
                .map(entry -> entry.getValue().asText())
                .toList();
    }

    private static String podTemplate(String rendered) {
        return Yaml.documents(rendered).stream()
                .filter(document -> document.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow()
                .at("/spec/template")
                .toPrettyString();
    }

    private static String identity(ObjectNode document) {
        return document.path("kind").asText() + "/"
                + document.at("/metadata/name").asText();
    }
}
