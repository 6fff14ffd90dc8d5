// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeGraphEdit;
import io.mainstay.change.ChangeOutcome;
import io.mainstay.change.internal.store.GraphEditStore;
import io.mainstay.cmdb.GraphEdit;
import io.mainstay.cmdb.GraphEdits;
import io.mainstay.cmdb.PlanGraphEdit;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.FacetEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What commands make of the graph edit of a change, whose lock is held. */
@Component
public final class ChangeGraphEdits {

    /** What the history calls the graph edit. It is a part of what is authorised. */
    public static final String FIELD = "graphEdit";

    /** How many characters an edit may have as it is kept. */
    public static final int MAX_CHARACTERS = 250_000;

    private static final Set<ChangeOutcome> MADE = EnumSet.of(ChangeOutcome.SUCCESSFUL, ChangeOutcome.WITH_ISSUES);
    private static final int DIGEST = 12;

    private final GraphEdits edits;
    private final GraphEditStore store;

    ChangeGraphEdits(GraphEdits edits, GraphEditStore store) {
        this.edits = edits;
        this.store = store;
    }

    /**
     * Checks an edit as if it were made now; before the lock is taken, because it draws numbers.
     *
     * @throws RefusedException if it breaks a rule
     */
    public GraphEdit planned(Principal principal, PlanGraphEdit plan) {
        GraphEdit edit = edits.plan(principal, plan);
        new Validation()
                .check(
                        GraphEditStore.json(edit).length() <= MAX_CHARACTERS,
                        "at most " + MAX_CHARACTERS + " characters in all",
                        "input")
                .refuseIfFailed();
        return edit;
    }

    /**
     * Puts an edit in the place of the one that the change has.
     *
     * @param affectedIds the configuration items that the change affects
     * @throws RefusedException INVALID if it alters, retires or relates another one
     */
    public Outcome<Change> set(
            Principal principal, Change change, GraphEdit edit, Collection<String> affectedIds, Occurrence at) {
        Validation validation = new Validation();
        unaffected(edit, Set.copyOf(affectedIds))
                .forEach(path -> validation.check(
                        false,
                        "one of the configuration items that the change affects (changeLinkCis), or a relation of one of"
                                + " these or of one that is added",
                        path.toArray(String[]::new)));
        validation.refuseIfFailed();
        ChangeGraphEdit before = store.of(change.id()).orElse(null);
        ChangeGraphEdit after = new ChangeGraphEdit(
                before == null ? Ids.next() : before.id(),
                change.id(),
                edit,
                principal.personId(),
                at.occurredAt(),
                null);
        if (before == null) {
            store.create(after);
        } else {
            store.save(after);
        }
        return Outcome.<Change>of(change, each -> List.of(FacetEvents.updated(TicketKind.CHANGE, each)))
                .linked(FieldChange.of(FIELD, text(before), text(after)), true);
    }

    /**
     * Makes the edit of a change that is complete, in the same transaction.
     *
     * @param completed what the command makes of the change
     * @throws RefusedException CONFLICT with the cause STALE_BASE if it was planned on something else
     */
    public Outcome<Change> made(
            Principal principal, ChangeCommand.Complete complete, Outcome<Change> completed, Occurrence at) {
        boolean wanted =
                complete.outcome() == ChangeOutcome.SUCCESSFUL || Boolean.TRUE.equals(complete.applyGraphEdit());
        String changeId = completed.after().id();
        ChangeGraphEdit edit = wanted ? store.of(changeId).orElse(null) : null;
        if (edit == null || edit.edit().nothing()) {
            return completed;
        }
        edits.apply(principal, edit.edit(), FieldChange.of("changeId", null, changeId));
        store.save(
                new ChangeGraphEdit(edit.id(), changeId, edit.edit(), edit.setById(), edit.setAt(), at.occurredAt()));
        return completed.linked(FieldChange.of("graphEditApplied", null, true), false);
    }

    /** @param apply whether the edit is to be made; null for what the outcome says */
    static void check(Validation validation, ChangeOutcome outcome, @Nullable Boolean apply) {
        validation.check(
                !Boolean.TRUE.equals(apply) || MADE.contains(outcome),
                "false or absent unless the outcome is SUCCESSFUL or WITH_ISSUES",
                "input",
                "applyGraphEdit");
        validation.check(
                !Boolean.FALSE.equals(apply) || outcome != ChangeOutcome.SUCCESSFUL,
                "true or absent if the outcome is SUCCESSFUL: without its graph edit it was WITH_ISSUES",
                "input",
                "applyGraphEdit");
    }

    /**
     * Whoever approves a change looks at what it affects: so its edit changes and relates nothing else. What was affected when the edit was
     * planned may have been taken away since.
     *
     * @param affectedIds the configuration items that the change affects
     * @throws RefusedException CONFLICT with the cause NOT_AFFECTED
     */
    public void requireAffected(Change change, Collection<String> affectedIds) {
        ChangeGraphEdit edit = store.of(change.id()).orElse(null);
        int outside = edit == null
                ? 0
                : unaffected(edit.edit(), Set.copyOf(affectedIds)).size();
        if (outside > 0) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "The graph edit is about what the change affects no more, in %d places; link that (changeLinkCis), or plan another edit."
                                    .formatted(outside),
                            "id")
                    .with("cause", "NOT_AFFECTED")
                    .with("count", outside));
        }
    }

    /**
     * What an edit is about beside what the change affects, by where that stands in the input. A relation belongs to either of its ends: of
     * two that the change neither affects nor adds, it makes none and ends none.
     */
    static List<List<String>> unaffected(GraphEdit edit, Set<String> affected) {
        Set<String> own = new HashSet<>(affected);
        own.addAll(edit.added().keySet());
        List<List<String>> found = new ArrayList<>();
        outside(found, edit.alteredItems(), item -> affected.contains(item.ciId()), PlanGraphEdit.ALTER_ITEMS, "ciId");
        outside(found, edit.retiredItems(), item -> affected.contains(item.ciId()), PlanGraphEdit.RETIRE_ITEMS);
        outside(
                found,
                edit.addedRelations(),
                relation -> own.contains(relation.sourceId()) || own.contains(relation.targetId()),
                PlanGraphEdit.ADD_RELATIONS);
        outside(
                found,
                edit.endedRelations(),
                relation -> own.contains(relation.sourceId()) || own.contains(relation.targetId()),
                PlanGraphEdit.END_RELATIONS);
        return found;
    }

    private static <T> void outside(
            List<List<String>> found, List<T> all, Predicate<T> inside, String list, String... below) {
        for (int i = 0; i < all.size(); i++) {
            if (!inside.test(all.get(i))) {
                List<String> path = new ArrayList<>(List.of("input", list, String.valueOf(i)));
                path.addAll(List.of(below));
                found.add(path);
            }
        }
    }

    /** Edits of the same size are told apart by their digests; names are read from the edit itself. */
    public static @Nullable String text(@Nullable ChangeGraphEdit edit) {
        return edit == null || edit.edit().nothing()
                ? null
                : edit.edit().summary() + " ("
                        + FieldChange.digest(List.of(GraphEditStore.json(edit.edit())))
                                .substring(0, DIGEST) + ")";
    }
}
