// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.kernel.Visibility;
import io.mainstay.record.TicketKind;
import io.mainstay.sla.SlaClockSnapshot;
import io.mainstay.sla.SlaDefinitionView;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of definitions, timelines and clocks. Writes join the unit of work that is open. */
public interface SlaStore {

    /** The timelines of records with their clocks, by record; one without is absent. */
    Map<String, StoredTimeline> timelines(Collection<String> recordIds);

    /** A record's timeline with the stamp of the terms in force, by one database call. */
    Stamped stamped(String recordId);

    /**
     * Stores what changed of a timeline, whose record's lock is held: its facts, the events and the clocks that were added, and the
     * clocks that have moved.
     *
     * @param before without events if it is new
     * @param open whether a clock of it may still move
     */
    void save(StoredTimeline before, StoredTimeline after, boolean open);

    /** Records with an open clock, by the id of their timeline. */
    List<OpenTimeline> openAfter(String timelineId, int limit);

    /** The stored clocks of records. */
    List<SlaClockSnapshot> snapshots(Collection<String> recordIds);

    /** Counts one more revision of a record, which locks it; the record's new revision. */
    Optional<Integer> advance(String recordType, String recordId);

    /** Counts one more revision of the records of timelines; their new revisions by record, none of one that is not there. */
    Map<String, Integer> advanceAll(Collection<StoredTimeline> timelines);

    /** Lets one change of definitions happen at a time, until the unit of work ends. */
    void lockDefinitions();

    /** Stores a definition's newest version. */
    void saveDefinition(SlaDefinitionView definition, int revision, String versionId, Instant now);

    /** The newest versions of all definitions, also of those that were retired, and the revisions of all calendars. */
    Configured configured();

    /** Whether open clocks are just following a change of a definition or calendar. */
    boolean isTermsChangeUnderWay();

    /** How many records the last comparison found whose open clocks did not follow the terms in force. */
    int missedTerms();

    void saveMissedTerms(int missed);

    /** Newest versions by id. */
    List<StoredDefinition> definitions(Collection<String> ids);

    /** Newest versions of a kind, or of all, after a name and id, by name and id. */
    List<SlaDefinitionView> listDefinitions(
            @Nullable TicketKind kind, @Nullable String afterName, @Nullable String afterId, int limit);

    /** How many definitions of a kind there are, or of all. */
    int countDefinitions(@Nullable TicketKind kind);

    /** Whether there is a service offering with this id that is visible. */
    boolean isVisibleOffering(Visibility visibility, String id);

    /** Versions of definitions, which never change. */
    Map<DefinitionVersion, SlaDefinitionView> versions(Collection<DefinitionVersion> versions);

    /**
     * @param timeline absent for a record without one
     * @param terms which are in force
     */
    record Stamped(Optional<StoredTimeline> timeline, TermsStamp terms) {}

    /**
     * @param definitions newest versions
     * @param calendars revisions, by the calendar's id
     */
    record Configured(List<SlaDefinitionView> definitions, Map<String, Integer> calendars) {}

    /** A timeline with an open clock. */
    record OpenTimeline(String timelineId, String recordType, String recordId) {}

    /** A definition and how often it was changed. */
    record StoredDefinition(SlaDefinitionView view, int revision) {}
}
