// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.work.Idempotency;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.internal.store.TicketSettingsStore;
import io.mainstay.ticket.internal.store.TicketSettingsStore.Locked;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/** What is configured for each kind of ticket. Everybody who reads tickets of the kind may read it. */
@Service
public final class TicketSettings {

    private static final int NAME = 100;
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    private final TicketSettingsStore store;
    private final UnitOfWork work;
    private final Idempotency idempotency;
    private final Journal journal;
    private final BusinessClock clock;

    TicketSettings(
            TicketSettingsStore store, UnitOfWork work, Idempotency idempotency, Journal journal, BusinessClock clock) {
        this.store = store;
        this.work = work;
        this.idempotency = idempotency;
        this.journal = journal;
        this.clock = clock;
    }

    public PriorityMatrix matrix(Principal principal, TicketKind kind) {
        principal.require(kind.readPermission());
        return store.matrix(kind);
    }

    /**
     * Replaces the priority matrix. Tickets keep their priority until they are prioritised again.
     *
     * @param cells one for each pair of impact and urgency
     */
    public PriorityMatrix setMatrix(
            Principal principal, TicketKind kind, List<PriorityMatrix.Cell> cells, int expectedVersion) {
        principal.require(Permission.TICKET_CONFIGURE);
        String entryId = Ids.next();
        Instant now = clock.now();
        return work.write(entryId, () -> {
            Locked<PriorityMatrix> locked = store.lockMatrix(kind);
            PriorityMatrix before = locked.value();
            if (before.version() != expectedVersion) {
                throw RefusedException.staleVersion(expectedVersion, before.version());
            }
            PriorityMatrix after = new PriorityMatrix(kind, before.version() + 1, cells);
            int revision = locked.revision() + 1;
            store.saveMatrix(after, revision);
            journal.append(new JournalEntry(
                    entryId,
                    principal,
                    "PriorityMatrix",
                    locked.id(),
                    revision,
                    action(kind, "set-priority-matrix"),
                    now,
                    now,
                    List.of(FieldChange.of("cells", before.cells(), after.cells())),
                    List.of()));
            return after;
        });
    }

    /** Those of the categories that are of the kind, by id. */
    public Map<String, TicketCategory> categories(Principal principal, TicketKind kind, Collection<String> ids) {
        principal.require(kind.readPermission());
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, TicketCategory> categories = new HashMap<>(store.categories(ids));
        categories.values().removeIf(category -> category.kind() != kind);
        return categories;
    }

    /** What cursors of {@link #categoriesBelow} belong to; see {@link PageRequest#of}. */
    public static String categoryScope(TicketKind kind, @Nullable String parentId) {
        return "ticketCategories" + kind + parentId;
    }

    /** The categories of a kind right below one, or the topmost if it is null, by name. */
    public Page<TicketCategory> categoriesBelow(
            Principal principal, TicketKind kind, @Nullable String parentId, PageRequest request) {
        principal.require(kind.readPermission());
        List<TicketCategory> rows = store.categoriesBelow(kind, parentId, afterName(request), request.first() + 1);
        return Page.ofRows(
                rows,
                request,
                category -> Cursor.of(
                        List.of(category.name().toLowerCase(Locale.ROOT)),
                        category.id(),
                        categoryScope(kind, parentId)));
    }

    private static String afterName(PageRequest request) {
        return request.after() == null ? "" : request.after().values(1).text(0);
    }

    /**
     * Creates a category.
     *
     * @param parentId the category above, of the same kind; null at the top
     * @param idempotencyKey makes the call safe to repeat; null for none
     */
    public TicketCategory createCategory(
            Principal principal,
            TicketKind kind,
            String name,
            @Nullable String parentId,
            @Nullable String idempotencyKey) {
        principal.require(Permission.TICKET_CONFIGURE);
        new Validation().requireText(name, NAME, "input", "name").refuseIfFailed();
        String entryId = Ids.next();
        String id = Ids.next();
        Instant now = clock.now();
        try {
            return work.write(entryId, () -> {
                Optional<String> earlier = idempotency.claim(
                        principal, "ticketCategoryCreate", idempotencyKey, kind + "/" + parentId + '/' + name, id);
                if (earlier.isPresent()) {
                    return store.categories(List.of(earlier.get()))
                            .values()
                            .iterator()
                            .next();
                }
                TicketCategory category = category(id, kind, name.strip(), parentId);
                store.saveCategory(category, 1);
                journal.append(new JournalEntry(
                        entryId,
                        principal,
                        "TicketCategory",
                        id,
                        1,
                        action(kind, "create-category"),
                        now,
                        now,
                        List.of(
                                FieldChange.of("name", null, category.name()),
                                FieldChange.of("parentId", null, parentId),
                                FieldChange.of("active", null, true)),
                        List.of()));
                return category;
            });
        } catch (DataIntegrityViolationException taken) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.ALREADY_EXISTS,
                    "There is a category " + name.strip() + " at this place already.",
                    "input",
                    "name"));
        }
    }

    private TicketCategory category(String id, TicketKind kind, String name, @Nullable String parentId) {
        if (parentId == null) {
            return new TicketCategory(id, kind, name, null, name, 1, true);
        }
        TicketCategory parent = store.lockCategory(parentId)
                .map(Locked::value)
                .filter(category -> category.kind() == kind)
                .orElseThrow(() -> RefusedException.notFound("Category", parentId, "input", "parentId"));
        if (parent.depth() == TicketCategory.MAX_DEPTH) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "Categories are at most " + TicketCategory.MAX_DEPTH + " deep.",
                            "input",
                            "parentId")
                    .with("max", TicketCategory.MAX_DEPTH));
        }
        return new TicketCategory(id, kind, name, parentId, parent.path() + " / " + name, parent.depth() + 1, true);
    }

    /** Says whether new tickets may have the category. */
    public TicketCategory setCategoryActive(Principal principal, String id, boolean active) {
        principal.require(Permission.TICKET_CONFIGURE);
        String entryId = Ids.next();
        Instant now = clock.now();
        return work.write(entryId, () -> {
            Locked<TicketCategory> locked = store.lockCategory(id)
                    .filter(category -> principal.may(category.value().kind().readPermission()))
                    .orElseThrow(() -> RefusedException.notFound("Category", id, "id"));
            TicketCategory before = locked.value();
            if (before.active() == active) {
                return before;
            }
            TicketCategory after = new TicketCategory(
                    before.id(),
                    before.kind(),
                    before.name(),
                    before.parentId(),
                    before.path(),
                    before.depth(),
                    active);
            int revision = locked.revision() + 1;
            store.saveCategory(after, revision);
            journal.append(new JournalEntry(
                    entryId,
                    principal,
                    "TicketCategory",
                    id,
                    revision,
                    action(before.kind(), "set-category-active"),
                    now,
                    now,
                    List.of(FieldChange.of("active", before.active(), active)),
                    List.of()));
            return after;
        });
    }

    /** All hold reasons and resolution codes of a kind. */
    public List<TicketChoice> choices(Principal principal, TicketKind kind) {
        principal.require(kind.readPermission());
        return store.choices(kind);
    }

    /** Creates a hold reason or a resolution code, or changes its name and whether it may be chosen. */
    public TicketChoice setChoice(Principal principal, TicketChoice choice) {
        principal.require(Permission.TICKET_CONFIGURE);
        new Validation()
                .requireText(choice.name(), NAME, "input", "name")
                .check(
                        CODE.matcher(choice.code()).matches(),
                        "2 to 40 capital letters, digits and underscores, beginning with a letter",
                        "input",
                        "code")
                .refuseIfFailed();
        String entryId = Ids.next();
        String id = Ids.next();
        Instant now = clock.now();
        return work.write(entryId, () -> {
            Locked<TicketChoice> locked = store.lockChoice(choice, id);
            TicketChoice before = locked.value();
            boolean created = locked.id().equals(id);
            if (!created && before.equals(choice)) {
                return before;
            }
            int revision = locked.revision() + 1;
            store.saveChoice(choice, revision);
            journal.append(new JournalEntry(
                    entryId,
                    principal,
                    "TicketChoice",
                    locked.id(),
                    revision,
                    action(choice.kind(), "set-choice"),
                    now,
                    now,
                    List.of(
                            FieldChange.of("name", created ? null : before.name(), choice.name()),
                            FieldChange.of("active", created ? null : before.active(), choice.active())),
                    List.of()));
            return choice;
        });
    }

    private static String action(TicketKind kind, String what) {
        return kind.name().toLowerCase(Locale.ROOT) + '.' + what;
    }
}
