// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The chart, rendered by Helm. What was rendered once is kept: a template gives the same for the same values. */
final class Chart {

    static final String NAMESPACE = "itsm";
    static final String RELEASE = "mainstay";

    /** The oldest that the chart supports, and the newest whose models are at hand. */
    static final List<String> KUBERNETES = List.of(oldest(), "1.35.0");

    /** Without a cluster passwords cannot be kept, and the chart draws none unless told. */
    private static final String THROWAWAY = "allowThrowawayPasswords";

    private static final Map<List<String>, Manifests> RENDERED = new ConcurrentHashMap<>();
    private static final boolean PROGRAMS = KubernetesTools.available();

    private Chart() {}

    static LintResult lint() {
        return new Helm(Repository.chart()).lint().strict().call();
    }

    /**
     * What the embedded Helm 3 makes of values: without hooks, and without what asks for an extension of the API.
     *
     * @throws IllegalStateException with Helm's message when it refuses
     */
    static String templateEmbedded(Path values, String kubernetes, Path... more) {
        TemplateCommand command = new Helm(Repository.chart())
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(kubernetes)
                .withValuesFile(values)
                .set(THROWAWAY, true);
        for (Path further : more) {
            command.withValuesFile(further);
        }
        return command.call();
    }

    /** What Helm 4 makes of values: hooks too, for a cluster with the Prometheus operator. */
    static KubernetesTools.Result template(Path values, String kubernetes, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "template",
                RELEASE,
                Repository.chart().toString(),
                "--namespace",
                NAMESPACE,
                "--kube-version",
                kubernetes,
                "--api-versions",
                "monitoring.coreos.com/v1",
                "--values",
                values.toString(),
                "--set",
                THROWAWAY + "=true"));
        arguments.addAll(List.of(more));
        return KubernetesTools.helm(arguments);
    }

    /** The most complete rendering that this machine can make. */
    static Manifests render(Variant variant, String kubernetes) {
        return RENDERED.computeIfAbsent(
                List.of(variant.name(), kubernetes),
                key -> new Manifests(
                        Yaml.documents(
                                PROGRAMS
                                        ? KubernetesTools.successful(template(variant.values(), kubernetes))
                                        : templateEmbedded(variant.values(), kubernetes)),
                        variant.ofOwner()));
    }

    static Manifests render(Variant variant) {
        return render(variant, KUBERNETES.getLast());
    }

    static ObjectNode description() {
        return Yaml.documents(Repository.text(Repository.chart().resolve("Chart.yaml")))
                .getFirst();
    }

    private static String oldest() {
        return description().path("kubeVersion").asText().replaceFirst("^>=([0-9.]+)-0$", "$1");
    }
}
