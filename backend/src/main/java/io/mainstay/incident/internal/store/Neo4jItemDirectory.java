package io.mainstay.incident.internal.store;

import io.mainstay.incident.internal.ItemDirectory;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.cypher.Cypher;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
final class Neo4jItemDirectory implements ItemDirectory {

    static final String OFFERING_CLASS = "service-offering";

    private static final String RETIRED = "RETIRED";

    private final Cypher cypher;

    Neo4jItemDirectory(Cypher cypher) {
        this.cypher = cypher;
    }

    @Override
    public Map<String, Item> visible(Principal principal, Collection<String> ids) {
        return cypher
                .statement("incident/items")
                .with("ids", Set.copyOf(ids))
                .with("v", principal.visibility().parameters())
                .list(row -> new Item(
                        row.string("id"),
                        row.string("classKey").equals(OFFERING_CLASS),
                        row.string("lifecycle").equals(RETIRED),
                        row.stringOrNull("supportTeamId")))
                .stream()
                .collect(Collectors.toMap(Item::id, Function.identity()));
    }
}
