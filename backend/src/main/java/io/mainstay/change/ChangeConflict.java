// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.PathStep;
import io.mainstay.cmdb.RedundancyArithmetic;
import io.mainstay.identity.PersonView;
import io.mainstay.incident.Incident;
import io.mainstay.window.ChangeWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that speaks against making a change as it is planned, as far as one reader may see it.
 *
 * @param cis those of the change that take part
 * @param otherCis what they get into conflict with: CIs of the other change, what is impaired, or what the incident is on
 * @param other what else takes part
 * @param overlap when; null for what is the matter now
 * @param hiddenCiCount how many CIs take part besides that the reader does not see
 * @param explanation a sentence
 */
public record ChangeConflict(
        ChangeConflictKind kind,
        List<ConfigurationItem> cis,
        List<ConfigurationItem> otherCis,
        Other other,
        @Nullable Overlap overlap,
        int hiddenCiCount,
        String explanation) {

    public ChangeConflict {
        cis = List.copyOf(cis);
        otherCis = List.copyOf(otherCis);
    }

    public @Nullable Change change() {
        return other.change();
    }

    public List<Dependency> dependencies() {
        return other.dependencies();
    }

    public List<Group> redundancyGroups() {
        return other.groups();
    }

    public @Nullable ChangeWindow changeWindow() {
        return other.window();
    }

    /** What was asked of the freeze, for this change as it is planned now; null for other conflicts, and if nobody has asked. */
    public @Nullable FreezeException freezeException() {
        return other.exception();
    }

    /** Whether it still stands in the way: a freeze from which the change is excepted does not. */
    public boolean blocks() {
        FreezeException exception = other.exception();
        return exception == null || exception.state() != FreezeException.State.GRANTED;
    }

    /** Why conflicts of the other change are not told; null if they are, and if it is no conflict with one. */
    public @Nullable String exemptionReason() {
        Change change = other.change();
        return change == null ? null : change.exemptionReason();
    }

    ChangeConflict with(FreezeException exception, String sentence) {
        return new ChangeConflict(kind, cis, otherCis, other.with(exception), overlap, hiddenCiCount, sentence);
    }

    public List<PersonView> people() {
        return other.people();
    }

    public @Nullable ImpactState state() {
        return other.state();
    }

    public @Nullable Incident incident() {
        return other.incident();
    }

    public @Nullable Instant overlapFrom() {
        return overlap == null ? null : overlap.from();
    }

    public @Nullable Instant overlapTo() {
        return overlap == null ? null : overlap.to();
    }

    /**
     * What else takes part in a conflict. What does not belong to its kind is null or empty.
     *
     * @param people who implements both changes
     * @param state of what is impaired
     * @param exception that was asked for from the freeze
     */
    public record Other(
            @Nullable Change change,
            List<Dependency> dependencies,
            List<Group> groups,
            @Nullable ChangeWindow window,
            List<PersonView> people,
            @Nullable ImpactState state,
            @Nullable Incident incident,
            @Nullable FreezeException exception) {

        static final Other NONE = new Other(null, List.of(), List.of(), null, List.of(), null, null, null);

        public Other {
            dependencies = List.copyOf(dependencies);
            groups = List.copyOf(groups);
            people = List.copyOf(people);
        }

        static Other of(Change change) {
            return new Other(change, List.of(), List.of(), null, List.of(), null, null, null);
        }

        Other with(List<Dependency> found) {
            return new Other(change, found, groups, window, people, state, incident, exception);
        }

        Other withGroups(List<Group> found) {
            return new Other(change, dependencies, found, window, people, state, incident, exception);
        }

        Other with(ChangeWindow found) {
            return new Other(change, dependencies, groups, found, people, state, incident, exception);
        }

        Other withPeople(List<PersonView> found) {
            return new Other(change, dependencies, groups, window, found, state, incident, exception);
        }

        Other with(ImpactState found) {
            return new Other(change, dependencies, groups, window, people, found, incident, exception);
        }

        Other with(Incident found) {
            return new Other(change, dependencies, groups, window, people, state, found, exception);
        }

        Other with(FreezeException found) {
            return new Other(change, dependencies, groups, window, people, state, incident, found);
        }
    }

    /**
     * Two CIs of which one depends on the other.
     *
     * @param otherDepends whether it is the one of the other change that depends
     * @param path from the one whose failure is felt to the one that feels it
     */
    public record Dependency(
            ConfigurationItem ci, ConfigurationItem otherCi, boolean otherDepends, List<PathStep> path) {

        public Dependency {
            path = List.copyOf(path);
        }
    }

    /**
     * A redundancy group of which both changes take members.
     *
     * @param ci the CI that has the group
     * @param left what both leave of it
     */
    public record Group(ConfigurationItem ci, RedundancyArithmetic left) {}

    /** From its first instant to the first one after it. */
    public record Overlap(Instant from, Instant to) {}
}
