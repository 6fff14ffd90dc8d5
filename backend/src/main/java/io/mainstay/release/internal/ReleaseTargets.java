// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.InstalledVersions;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.Validation;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.Release;
import io.mainstay.release.internal.store.DeploymentEnvironmentStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up the CIs to which artifacts are deployed, and the environments in which these are. */
@Component
public final class ReleaseTargets {

    private static final String ABSENT = "does not exist";

    private final ConfigurationItemQueries items;
    private final CiClasses classes;
    private final DeploymentEnvironmentStore environments;

    ReleaseTargets(ConfigurationItemQueries items, CiClasses classes, DeploymentEnvironmentStore environments) {
        this.items = items;
        this.classes = classes;
        this.environments = environments;
    }

    /**
     * Checks targets; two database calls, however many there are.
     *
     * @param affectedIds the CIs that the release affects: approvals, freezes and baselines are about these
     * @param path where each artifact stands in the input
     * @throws RefusedException NOT_FOUND for what the principal does not see; INVALID for a CI that has no version, or that the release
     *     does not affect; FORBIDDEN for an environment to which nobody approves deployments, unless they may change CIs themselves
     */
    public void check(
            Principal principal,
            List<Release.Artifact> artifacts,
            Collection<String> affectedIds,
            IntFunction<List<String>> path) {
        Set<String> ciIds = artifacts.stream()
                .flatMap(artifact -> artifact.targets().stream())
                .map(Release.Target::ciId)
                .collect(Collectors.toSet());
        if (ciIds.isEmpty()) {
            return;
        }
        Map<String, ConfigurationItem> seen = items.byIds(principal, ciIds);
        Map<String, DeploymentEnvironment> inUse =
                environments.inUse().stream().collect(Collectors.toMap(DeploymentEnvironment::id, Function.identity()));
        Set<String> affected = Set.copyOf(affectedIds);
        Validation validation = new Validation();
        for (int i = 0; i < artifacts.size(); i++) {
            List<Release.Target> targets = artifacts.get(i).targets();
            for (int j = 0; j < targets.size(); j++) {
                Release.Target target = targets.get(j);
                item(validation, target, seen.get(target.ciId()), affected, at(path.apply(i), j, "ciId"));
                environment(
                        validation,
                        principal,
                        target,
                        inUse.get(target.environmentId()),
                        at(path.apply(i), j, "environmentId"));
            }
        }
        validation.refuseIfFailed();
    }

    private void item(
            Validation validation,
            Release.Target target,
            @Nullable ConfigurationItem item,
            Set<String> affected,
            String[] field) {
        if (item == null) {
            validation.add(RefusedException.absence("Configuration item", target.ciId(), ABSENT, field));
            return;
        }
        validation
                .check(
                        classes.tree().attributesOf(item.classKey()).containsKey(InstalledVersions.ATTRIBUTE),
                        "a configuration item of a class that has the attribute " + InstalledVersions.ATTRIBUTE,
                        field)
                .check(
                        affected.contains(target.ciId()),
                        "one of the configuration items that the release affects (ciIds, releaseLinkCis)",
                        field);
    }

    /** What nobody approves is set by the right of whoever names it. */
    private static void environment(
            Validation validation,
            Principal principal,
            Release.Target target,
            @Nullable DeploymentEnvironment environment,
            String[] field) {
        if (environment == null) {
            validation.add(RefusedException.absence("Environment in use", target.environmentId(), ABSENT, field));
        } else if (!environment.changeControlled() && !principal.may(Permission.CI_WRITE)) {
            validation.add(UserError.forbidden(
                    Permission.CI_WRITE,
                    "environmentId can name an environment that is not change-controlled only with the permission "
                            + Permission.CI_WRITE.code() + ".",
                    field));
        }
    }

    private static String[] at(List<String> artifact, int index, String field) {
        List<String> path = new ArrayList<>(artifact);
        path.addAll(List.of("targets", String.valueOf(index), field));
        return path.toArray(String[]::new);
    }
}
