package io.mainstay.incident;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration of the incident capability. Everybody who reads incidents may read it. */
public interface IncidentSettings {

    /** What cursors of {@link #categoriesBelow} belong to; see {@link PageRequest#of}. */
    static String categoryScope(@Nullable String parentId) {
        return "incidentCategories" + parentId;
    }

    PriorityMatrix matrix(Principal principal);

    /**
     * Replaces the priority matrix. Incidents keep their priority until they are prioritised again.
     *
     * @param cells one for each pair of impact and urgency
     */
    PriorityMatrix setMatrix(Principal principal, List<PriorityMatrix.Cell> cells, int expectedVersion);

    Map<String, IncidentCategory> categories(Principal principal, Collection<String> ids);

    /** The categories right below one, or the topmost if it is null, by name. */
    Page<IncidentCategory> categoriesBelow(Principal principal, @Nullable String parentId, PageRequest request);

    /**
     * Creates a category.
     *
     * @param parentId the category above; null at the top
     * @param idempotencyKey makes the call safe to repeat; null for none
     */
    IncidentCategory createCategory(
            Principal principal, String name, @Nullable String parentId, @Nullable String idempotencyKey);

    /** Says whether new incidents may have the category. */
    IncidentCategory setCategoryActive(Principal principal, String id, boolean active);

    /** All hold reasons and resolution codes. */
    List<IncidentChoice> choices(Principal principal);

    /** Creates a hold reason or a resolution code, or changes its name and whether it may be chosen. */
    IncidentChoice setChoice(Principal principal, IncidentChoice choice);
}
