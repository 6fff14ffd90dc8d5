package io.mainstay.incident.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.incident.IncidentCategory;
import io.mainstay.incident.IncidentChoice;
import io.mainstay.incident.IncidentSettings;
import io.mainstay.incident.PriorityMatrix;
import io.mainstay.incident.internal.IncidentSettingsStore.Locked;
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
import io.mainstay.record.Change;
import io.mainstay.record.Journal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

@Service
final class DefaultIncidentSettings implements IncidentSettings {

    private static final int NAME = 100;
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    private final IncidentSettingsStore store;
    private final UnitOfWork work;
    private final Idempotency idempotency;
    private final Journal journal;
    private final BusinessClock clock;

    DefaultIncidentSettings(
            IncidentSettingsStore store,
            UnitOfWork work,
            Idempotency idempotency,
            Journal journal,
            BusinessClock clock) {
        this.store = store;
        this.work = work;
        this.idempotency = idempotency;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public PriorityMatrix matrix(Principal principal) {
        principal.require(Permission.INCIDENT_READ);
        return store.matrix();
    }

    @Override
    public PriorityMatrix setMatrix(Principal principal, List<PriorityMatrix.Cell> cells, int expectedVersion) {
        principal.require(Permission.INCIDENT_CONFIGURE);
        String changeId = Ids.next();
        Instant now = clock.now();
        return work.write(changeId, () -> {
            Locked<PriorityMatrix> locked = store.lockMatrix();
            PriorityMatrix before = locked.value();
            if (before.version() != expectedVersion) {
                throw RefusedException.staleVersion(expectedVersion, before.version());
            }
            PriorityMatrix after = new PriorityMatrix(before.version() + 1, cells);
            int revision = locked.revision() + 1;
            store.saveMatrix(after, revision);
            journal.append(new Change(
                    changeId,
                    principal,
                    "PriorityMatrix",
                    locked.id(),
                    revision,
                    "incident.set-priority-matrix",
                    now,
                    now,
                    List.of(FieldChange.of("cells", before.cells(), after.cells())),
                    List.of()));
            return after;
        });
    }

    @Override
    public Map<String, IncidentCategory> categories(Principal principal, Collection<String> ids) {
        principal.require(Permission.INCIDENT_READ);
        return ids.isEmpty() ? Map.of() : store.categories(ids);
    }

    @Override
    public Page<IncidentCategory> categoriesBelow(Principal principal, @Nullable String parentId, PageRequest request) {
        principal.require(Permission.INCIDENT_READ);
        List<IncidentCategory> rows = store.categoriesBelow(parentId, afterName(request), request.first() + 1);
        return Page.ofRows(
                rows,
                request,
                category -> Cursor.of(
                        List.of(category.name().toLowerCase(Locale.ROOT)),
                        category.id(),
                        IncidentSettings.categoryScope(parentId)));
    }

    private static String afterName(PageRequest request) {
        return request.after() == null ? "" : request.after().values(1).text(0);
    }

    @Override
    public IncidentCategory createCategory(
            Principal principal, String name, @Nullable String parentId, @Nullable String idempotencyKey) {
        principal.require(Permission.INCIDENT_CONFIGURE);
        new Validation().requireText(name, NAME, "input", "name").refuseIfFailed();
        String changeId = Ids.next();
        String id = Ids.next();
        Instant now = clock.now();
        try {
            return work.write(changeId, () -> {
                Optional<String> earlier = idempotency.claim(
                        principal, "incidentCategoryCreate", idempotencyKey, parentId + '/' + name, id);
                if (earlier.isPresent()) {
                    return store.categories(List.of(earlier.get()))
                            .values()
                            .iterator()
                            .next();
                }
                IncidentCategory category = category(id, name.strip(), parentId);
                store.saveCategory(category, 1);
                journal.append(new Change(
                        changeId,
                        principal,
                        "IncidentCategory",
                        id,
                        1,
                        "incident.create-category",
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

    private IncidentCategory category(String id, String name, @Nullable String parentId) {
        if (parentId == null) {
            return new IncidentCategory(id, name, null, name, 1, true);
        }
        IncidentCategory parent = store.lockCategory(parentId)
                .map(Locked::value)
                .orElseThrow(() -> RefusedException.notFound("Category", parentId, "input", "parentId"));
        if (parent.depth() == IncidentCategory.MAX_DEPTH) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "Categories are at most " + IncidentCategory.MAX_DEPTH + " deep.",
                            "input",
                            "parentId")
                    .with("max", IncidentCategory.MAX_DEPTH));
        }
        return new IncidentCategory(id, name, parentId, parent.path() + " / " + name, parent.depth() + 1, true);
    }

    @Override
    public IncidentCategory setCategoryActive(Principal principal, String id, boolean active) {
        principal.require(Permission.INCIDENT_CONFIGURE);
        String changeId = Ids.next();
        Instant now = clock.now();
        return work.write(changeId, () -> {
            Locked<IncidentCategory> locked =
                    store.lockCategory(id).orElseThrow(() -> RefusedException.notFound("Category", id, "id"));
            IncidentCategory before = locked.value();
            if (before.active() == active) {
                return before;
            }
            IncidentCategory after = new IncidentCategory(
                    before.id(), before.name(), before.parentId(), before.path(), before.depth(), active);
            int revision = locked.revision() + 1;
            store.saveCategory(after, revision);
            journal.append(new Change(
                    changeId,
                    principal,
                    "IncidentCategory",
                    id,
                    revision,
                    "incident.set-category-active",
                    now,
                    now,
                    List.of(FieldChange.of("active", before.active(), active)),
                    List.of()));
            return after;
        });
    }

    @Override
    public List<IncidentChoice> choices(Principal principal) {
        principal.require(Permission.INCIDENT_READ);
        return store.choices();
    }

    @Override
    public IncidentChoice setChoice(Principal principal, IncidentChoice choice) {
        principal.require(Permission.INCIDENT_CONFIGURE);
        new Validation()
                .requireText(choice.name(), NAME, "input", "name")
                .check(
                        CODE.matcher(choice.code()).matches(),
                        "2 to 40 capital letters, digits and underscores, beginning with a letter",
                        "input",
                        "code")
                .refuseIfFailed();
        String changeId = Ids.next();
        String id = Ids.next();
        Instant now = clock.now();
        return work.write(changeId, () -> {
            Locked<IncidentChoice> locked = store.lockChoice(choice, id);
            IncidentChoice before = locked.value();
            boolean created = locked.id().equals(id);
            if (!created && before.equals(choice)) {
                return before;
            }
            int revision = locked.revision() + 1;
            store.saveChoice(choice, revision);
            journal.append(new Change(
                    changeId,
                    principal,
                    "IncidentChoice",
                    locked.id(),
                    revision,
                    "incident.set-choice",
                    now,
                    now,
                    List.of(
                            FieldChange.of("name", created ? null : before.name(), choice.name()),
                            FieldChange.of("active", created ? null : before.active(), choice.active())),
                    List.of()));
            return choice;
        });
    }
}
