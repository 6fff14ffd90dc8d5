package io.mainstay.platform.work;

import io.mainstay.platform.cypher.Cypher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a unit of work only adds and does not read again: entries of trails and work logs, events. One statement writes it
 * all when the unit of work is about to be committed, so what is refused then rolls everything back.
 */
@Component
public final class Additions {

    private final Cypher cypher;
    private final PerUnitOfWork<List<Map<String, Object>>> rows = new PerUnitOfWork<>(this::begin);

    Additions(Cypher cypher) {
        this.cypher = cypher;
    }

    /**
     * Adds nodes to the unit of work that is open.
     *
     * @param label what they are beside an {@code Entity}
     * @param nodes their properties
     * @throws IllegalStateException if no unit of work is open
     */
    public void add(String label, Collection<? extends Map<String, ? extends @Nullable Object>> nodes) {
        List<Map<String, Object>> all = rows.get();
        nodes.forEach(properties -> all.add(Map.of("label", label, "properties", properties)));
    }

    private List<Map<String, Object>> begin() {
        List<Map<String, Object>> all = new ArrayList<>();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                if (!all.isEmpty()) {
                    cypher.statement("platform/add-entities").withRows(all).run();
                }
            }
        });
        return all;
    }
}
