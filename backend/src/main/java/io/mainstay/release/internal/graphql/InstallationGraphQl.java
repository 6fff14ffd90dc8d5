// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.graphql;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ItemDifferenceQueries;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.References;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.DeploymentEnvironmentService;
import io.mainstay.release.Installation;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseQueries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.stereotype.Controller;

/** To which configuration items artifacts are deployed, and what deployments have made of their versions. */
@Controller
class InstallationGraphQl {

    private static final String ARTIFACT = "ReleaseArtifact";
    private static final String DEPLOYMENT = "Deployment";

    private final ReleaseQueries queries;
    private final DeploymentEnvironmentService environments;

    InstallationGraphQl(ReleaseQueries queries, DeploymentEnvironmentService environments) {
        this.queries = queries;
        this.environments = environments;
    }

    /** A target with its configuration item, for somebody who sees that. */
    record Target(ConfigurationItem ci, String environmentId) {}

    /** An installation with its configuration item, for somebody who sees that. */
    record Shown(
            ConfigurationItem ci,
            String version,
            @Nullable String formerVersion,
            Installation.State state,
            Installation.@Nullable Obstacle obstacle) {}

    @BatchMapping(typeName = ARTIFACT)
    Map<Release.Artifact, List<Target>> targets(List<Release.Artifact> all, @ContextValue Principal principal) {
        return seen(
                principal,
                all,
                Release.Artifact::targets,
                Release.Target::ciId,
                (target, ci) -> new Target(ci, target.environmentId()));
    }

    @BatchMapping(typeName = ARTIFACT)
    Map<Release.Artifact, Integer> hiddenTargetCount(List<Release.Artifact> all, @ContextValue Principal principal) {
        return hidden(principal, all, Release.Artifact::targets, Release.Target::ciId);
    }

    @BatchMapping(typeName = "ReleaseArtifactTarget")
    Map<Target, DeploymentEnvironment> environment(List<Target> all, @ContextValue Principal principal) {
        return References.resolve(all, Target::environmentId, ids -> environments.byIds(principal, ids));
    }

    /** Which version an item had is told to who may read its history. */
    @BatchMapping(typeName = DEPLOYMENT)
    Map<Deployment, List<Shown>> installations(List<Deployment> all, @ContextValue Principal principal) {
        boolean history = ItemDifferenceQueries.mayCompare(principal);
        return seen(
                principal,
                all,
                Deployment::installations,
                Installation::ciId,
                (one, ci) -> new Shown(ci, one.version(), history ? one.former() : null, one.state(), one.obstacle()));
    }

    @BatchMapping(typeName = DEPLOYMENT)
    Map<Deployment, Integer> hiddenInstallationCount(List<Deployment> all, @ContextValue Principal principal) {
        return hidden(principal, all, Deployment::installations, Installation::ciId);
    }

    private <R, T, V> Map<R, List<V>> seen(
            Principal principal,
            List<R> all,
            Function<R, List<T>> parts,
            Function<T, String> ciId,
            BiFunction<T, ConfigurationItem, V> shown) {
        Map<String, ConfigurationItem> items = items(principal, all, parts, ciId);
        Map<R, List<V>> values = new HashMap<>();
        for (R one : all) {
            values.put(
                    one,
                    parts.apply(one).stream()
                            .filter(part -> items.containsKey(ciId.apply(part)))
                            .map(part -> shown.apply(part, items.get(ciId.apply(part))))
                            .toList());
        }
        return values;
    }

    private <R, T> Map<R, Integer> hidden(
            Principal principal, List<R> all, Function<R, List<T>> parts, Function<T, String> ciId) {
        Map<String, ConfigurationItem> items = items(principal, all, parts, ciId);
        Map<R, Integer> counts = new HashMap<>();
        for (R one : all) {
            counts.put(one, (int) parts.apply(one).stream()
                    .filter(part -> !items.containsKey(ciId.apply(part)))
                    .count());
        }
        return counts;
    }

    private <R, T> Map<String, ConfigurationItem> items(
            Principal principal, List<R> all, Function<R, List<T>> parts, Function<T, String> ciId) {
        return queries.items(
                principal,
                all.stream().flatMap(one -> parts.apply(one).stream()).map(ciId).collect(Collectors.toSet()));
    }
}
