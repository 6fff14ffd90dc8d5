// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.RelationType;
import io.mainstay.cmdb.internal.impact.RedundancyGroup;
import io.mainstay.kernel.Visibility;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of relations and redundancy groups. Writes and locks belong inside a unit of work. */
public interface RelationStore {

    /** A relation with the id of its redundancy group, if it has one. */
    record NewRelation(CiRelation relation, @Nullable String groupId) {}

    /** A redundancy group of a CI. */
    record Group(String id, String ciId, String name, RedundancyGroup.Minimum minimum, FailureEffect effect) {}

    /** What is unique about a group: its CI and its name. */
    record GroupKey(String ciId, String name) {}

    /** What is unique about a live relation. */
    record RelationKey(RelationType type, String sourceId, String targetId) {}

    /** Creates relations between CIs whose locks are held. */
    void create(List<NewRelation> relations);

    void createGroups(List<Group> groups);

    Map<GroupKey, Group> groups(Collection<GroupKey> keys);

    /** The ids of those of the relations that exist already. */
    Map<RelationKey, String> live(Collection<RelationKey> keys);

    /** Those of the relations, live or ended, of which both ends are visible, by id. */
    Map<String, CiRelation> byIds(Collection<String> ids, Visibility visibility);

    /** Locks a relation until the unit of work ends. */
    Optional<CiRelation> lock(String id);

    /** Locks relations until the unit of work ends, by one database call. */
    Map<String, CiRelation> lock(Collection<String> ids);

    /** Ends relations whose locks are held. */
    void end(List<CiRelation> ended, Instant at);

    /** One part of the live relations of each CI whose other end is visible, ordered by id. */
    Map<String, List<CiRelation>> ofItems(
            Collection<String> ciIds, Visibility visibility, @Nullable String afterId, int limit);

    /** How many live relations each CI has whose other end is visible. */
    Map<String, Integer> countOfItems(Collection<String> ciIds, Visibility visibility);
}
