package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentCategory;
import io.mainstay.incident.IncidentChoice;
import io.mainstay.incident.PriorityMatrix;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the configuration of the incident capability is kept. */
public interface IncidentSettingsStore {

    /** The matrix in force. */
    PriorityMatrix matrix();

    /** The matrix under its lock, with the revision of its trail. */
    Locked<PriorityMatrix> lockMatrix();

    void saveMatrix(PriorityMatrix matrix, int revision);

    Map<String, IncidentCategory> categories(Collection<String> ids);

    /** The categories right below one, or the topmost if it is null, by name from after one on. */
    List<IncidentCategory> categoriesBelow(@Nullable String parentId, String afterName, int limit);

    Optional<Locked<IncidentCategory>> lockCategory(String id);

    void saveCategory(IncidentCategory category, int revision);

    List<IncidentChoice> choices();

    Optional<IncidentChoice> choice(IncidentChoice.Kind kind, String code);

    /** Creates the choice if need be and locks it; revision 0 says that it is new. */
    Locked<IncidentChoice> lockChoice(IncidentChoice choice, String id);

    void saveChoice(IncidentChoice choice, int revision);

    /** Something as it is under its lock. */
    record Locked<T>(String id, T value, int revision) {}
}
