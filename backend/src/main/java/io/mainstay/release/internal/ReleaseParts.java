// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes artifacts and acceptance criteria into releases and out of them. */
public final class ReleaseParts {

    private ReleaseParts() {}

    /**
     * @throws RefusedException ALREADY_EXISTS if one has the same digest; CONFLICT if there are enough; INVALID if one has the same target
     */
    public static Release withArtifact(Release release, Release.Artifact artifact) {
        List<Release.Artifact> artifacts = new ArrayList<>(release.artifacts());
        if (artifacts.stream().anyMatch(one -> one.digest().equals(artifact.digest()))) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.ALREADY_EXISTS,
                    "The release contains an artifact with this digest already.",
                    "input",
                    "digest"));
        }
        if (artifacts.size() >= ReleaseRules.MAX_ARTIFACTS) {
            throw tooMany("A release has at most " + ReleaseRules.MAX_ARTIFACTS + " artifacts.");
        }
        Set<String> taken = artifacts.stream()
                .flatMap(one -> one.targets().stream())
                .map(Release.Target::ciId)
                .collect(Collectors.toSet());
        if (taken.size() + artifact.targets().size() > ReleaseRules.MAX_TARGETS) {
            throw tooMany("The artifacts of a release have at most " + ReleaseRules.MAX_TARGETS + " targets together.");
        }
        Validation validation = new Validation();
        for (int index = 0; index < artifact.targets().size(); index++) {
            validation.check(
                    !taken.contains(artifact.targets().get(index).ciId()),
                    "a target of no other artifact of the release",
                    "input",
                    "targets",
                    String.valueOf(index),
                    "ciId");
        }
        validation.refuseIfFailed();
        artifacts.add(artifact);
        return release.with(release.content().withArtifacts(artifacts));
    }

    /** @throws RefusedException NOT_FOUND if none has the digest */
    public static Release withoutArtifact(Release release, String digest) {
        List<Release.Artifact> artifacts = new ArrayList<>(release.artifacts());
        if (!artifacts.removeIf(artifact -> artifact.digest().equals(digest))) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.NOT_FOUND, "The release contains no artifact with this digest.", "input", "digest"));
        }
        return release.with(release.content().withArtifacts(artifacts));
    }

    /** @throws RefusedException NOT_FOUND if there is none of the number; CONFLICT if there are enough */
    public static Release withCriterion(Release release, ReleaseCommand.SetCriterion set) {
        List<Release.Criterion> criteria = new ArrayList<>(release.criteria());
        Release.Criterion criterion = new Release.Criterion(set.text().strip(), set.evidence(), set.met());
        Integer number = set.number();
        if (number != null) {
            requireNumber(criteria, number, "input", "number");
            criteria.set(number - 1, criterion);
        } else if (criteria.size() >= ReleaseRules.MAX_CRITERIA) {
            throw tooMany("A release has at most " + ReleaseRules.MAX_CRITERIA + " acceptance criteria.");
        } else {
            criteria.add(criterion);
        }
        return release.with(release.content().withCriteria(criteria));
    }

    /** @throws RefusedException NOT_FOUND if there is none of the number */
    public static Release withoutCriterion(Release release, int number) {
        List<Release.Criterion> criteria = new ArrayList<>(release.criteria());
        requireNumber(criteria, number, "input", "number");
        criteria.remove(number - 1);
        return release.with(release.content().withCriteria(criteria));
    }

    /** @throws RefusedException NOT_FOUND if there is none of a number */
    public static Release reviewed(Release release, List<ReleaseCommand.ReviewedCriterion> reviewed) {
        List<Release.Criterion> criteria = new ArrayList<>(release.criteria());
        for (int index = 0; index < reviewed.size(); index++) {
            ReleaseCommand.ReviewedCriterion one = reviewed.get(index);
            requireNumber(criteria, one.number(), "input", "criteria", String.valueOf(index), "number");
            criteria.set(one.number() - 1, criteria.get(one.number() - 1).reviewed(one.held()));
        }
        return release.with(release.content().withCriteria(criteria));
    }

    private static void requireNumber(List<Release.Criterion> criteria, int number, String... path) {
        if (number > criteria.size()) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.NOT_FOUND,
                    "The release has " + criteria.size() + " acceptance criteria, and none of the number " + number
                            + ".",
                    path));
        }
    }

    private static RefusedException tooMany(String message) {
        return new RefusedException(UserError.of(UserErrorCode.CONFLICT, message, "id"));
    }
}
