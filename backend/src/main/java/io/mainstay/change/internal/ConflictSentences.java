// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.internal.conflict.ConflictReach.Tie;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.RedundancyArithmetic;
import io.mainstay.identity.PersonView;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a conflict is in a sentence, of what the reader sees. */
public final class ConflictSentences {

    /** So many are named in a sentence; lists name all. */
    private static final int NAMED = 3;

    private ConflictSentences() {}

    public static String sameItem(String other, List<ConfigurationItem> cis, Instant from, Instant to) {
        return other + " changes " + names(cis) + " too, " + time(from, to) + ".";
    }

    /** @param otherDepends whether the nearest CI of the other change depends on the one of this */
    public static String dependency(
            String other,
            ConfigurationItem ci,
            ConfigurationItem otherCi,
            boolean otherDepends,
            Instant from,
            Instant to) {
        String dependency = otherDepends
                ? otherCi.name() + ", which depends on " + ci.name()
                : otherCi.name() + ", on which " + ci.name() + " depends";
        return other + " changes " + dependency + ", " + time(from, to) + ".";
    }

    /** @param more how many groups are shared besides the worst one */
    public static String group(
            String other, ConfigurationItem ci, RedundancyArithmetic left, int more, Instant from, Instant to) {
        return "Together with " + other + " this leaves " + left.up() + " of " + left.members()
                + " members of the group " + left.group() + " of " + ci.name() + " up, which needs " + left.minUp()
                + (more == 0 ? "" : ", and takes from " + more + " more groups") + ", " + time(from, to) + ".";
    }

    public static String freeze(String window, List<ConfigurationItem> cis, Instant from, Instant to) {
        return "The freeze " + window + " holds for " + names(cis) + ", " + time(from, to) + ".";
    }

    /** Stands behind the sentence of the freeze. */
    public static String exception(String reason, boolean granted) {
        return (granted ? " The change is excepted: " : " An exception is asked for: ") + reason;
    }

    /** Stands behind the sentence of the conflict with a change that is exempt. */
    public static String exempt() {
        return " That change is exempt from conflicts.";
    }

    public static String outsideMaintenance(List<ConfigurationItem> cis) {
        return names(cis) + (cis.size() == 1 ? " has" : " have")
                + " maintenance windows, and the change is planned in none of them.";
    }

    public static String people(String other, List<PersonView> people, Instant from, Instant to) {
        return people.stream().map(PersonView::displayName).collect(Collectors.joining(", "))
                + (people.size() == 1 ? " implements " : " implement ") + other + " too, " + time(from, to) + ".";
    }

    public static String impaired(ConfigurationItem ci, ImpactState state, List<ConfigurationItem> neededBy) {
        return ci.name() + " is " + words(state) + " now" + need(List.of(ci), neededBy) + ".";
    }

    public static String incident(String number, List<ConfigurationItem> on, List<ConfigurationItem> neededBy) {
        return number + " is open on " + names(on) + need(on, neededBy) + ".";
    }

    /**
     * @param state how it is; null if an incident says that it fails
     * @param incident its number; null if it is the state
     * @param redundant the CI that has the redundancy group; null if it is a dependency
     * @param left of that group; null if it is a dependency
     */
    public static String failing(
            ConfigurationItem ci,
            @Nullable ImpactState state,
            @Nullable String incident,
            ConfigurationItem neededBy,
            Tie tie,
            @Nullable ConfigurationItem redundant,
            @Nullable RedundancyArithmetic left) {
        String what =
                state == null ? incident + " is open on " + ci.name() : ci.name() + " is " + words(state) + " now";
        return what
                + switch (tie) {
                    case SAME_CI -> ".";
                    case DEPENDENCY -> ", on which " + neededBy.name() + " depends.";
                    case REDUNDANCY_PARTNER ->
                        ", which stands in for " + neededBy.name() + spare(redundant, left) + ".";
                };
    }

    private static String spare(@Nullable ConfigurationItem redundant, @Nullable RedundancyArithmetic left) {
        return redundant == null || left == null
                ? ""
                : ": that leaves " + left.up() + " of " + left.members() + " members of the group " + left.group()
                        + " of " + redundant.name() + " up, which needs " + left.minUp();
    }

    private static String need(List<ConfigurationItem> cis, List<ConfigurationItem> neededBy) {
        return cis.containsAll(neededBy)
                ? ""
                : ", which " + names(neededBy) + (neededBy.size() == 1 ? " needs" : " need") + " meanwhile";
    }

    private static String words(ImpactState state) {
        return switch (state) {
            case DOWN -> "down";
            case DEGRADED -> "degraded";
            case AT_RISK -> "at risk";
            case REDUCED -> "with a member less";
        };
    }

    private static String names(List<ConfigurationItem> cis) {
        String named = cis.stream().limit(NAMED).map(ConfigurationItem::name).collect(Collectors.joining(", "));
        int more = cis.size() - NAMED;
        return more > 0 ? named + " and " + more + " more" : named;
    }

    private static String time(Instant from, Instant to) {
        return "from " + from + " to " + to;
    }
}
