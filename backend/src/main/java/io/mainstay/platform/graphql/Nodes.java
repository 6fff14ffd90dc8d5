// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.security.InstallationRecord;
import io.mainstay.platform.security.RecordVisibility;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The registry of {@link NodeResolver}s. */
@Component
class Nodes implements RecordVisibility {

    private final ObjectProvider<EntityVisibility> entities;
    private final ObjectProvider<NodeResolver> resolvers;
    private final ObjectProvider<InstallationRecord> settings;

    /** The providers are asked late, because resolvers use services and the schema is built before them. */
    Nodes(
            ObjectProvider<EntityVisibility> entities,
            ObjectProvider<NodeResolver> resolvers,
            ObjectProvider<InstallationRecord> settings) {
        this.entities = entities;
        this.resolvers = resolvers;
        this.settings = settings;
    }

    /** Null for what does not exist, for what the principal may not see and for what the principal may not read at all. */
    @Nullable
    Object find(Principal principal, String id) {
        return sight(principal, id)
                .filter(EntityVisibility.Entry::seen)
                .flatMap(sight -> read(principal, id, sight.labels()))
                .orElse(null);
    }

    @Override
    public Verdict of(Principal principal, String id) {
        return sight(principal, id)
                .map(sight -> sight.seen() && reads(principal, id, sight.labels()) ? Verdict.SEEN : Verdict.HIDDEN)
                .orElse(Verdict.ABSENT);
    }

    @Override
    public Set<String> seenAmong(Principal principal, Collection<String> ids) {
        return among(principal, ids, true);
    }

    @Override
    public Set<String> hiddenAmong(Principal principal, Collection<String> ids) {
        return among(principal, ids, false);
    }

    private Set<String> among(Principal principal, Collection<String> ids, boolean seen) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return entities.getObject().among(principal.visibility(), ids).entrySet().stream()
                .filter(entity -> entity.getValue() == seen)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The GraphQL type of a view, if a resolver returns such views. */
    Optional<String> typeOf(Class<?> view) {
        return resolvers.stream()
                .filter(resolver -> resolver.viewClass().equals(view))
                .map(NodeResolver::type)
                .findFirst();
    }

    /** One database call, so that what is hidden takes as long as what does not exist. */
    private Optional<EntityVisibility.Entry> sight(Principal principal, String id) {
        return Ids.isId(id) ? entities.getObject().of(principal.visibility(), id) : Optional.empty();
    }

    private boolean reads(Principal principal, String id, Set<String> labels) {
        return settings.stream()
                        .anyMatch(setting -> labels.contains(setting.label()) && principal.may(setting.readBy()))
                || read(principal, id, labels).isPresent();
    }

    private Optional<Object> read(Principal principal, String id, Set<String> labels) {
        Map<String, NodeResolver> byLabel =
                resolvers.stream().collect(toUnmodifiableMap(NodeResolver::label, Function.identity()));
        return labels.stream()
                .flatMap(label -> Optional.ofNullable(byLabel.get(label)).stream())
                .flatMap(resolver -> Optional.ofNullable(readable(resolver, principal, id)).stream())
                .findFirst();
    }

    /** A refusal would tell that there is a record and of which type it is. */
    private static @Nullable Object readable(NodeResolver resolver, Principal principal, String id) {
        try {
            return resolver.resolve(principal, List.of(id)).get(id);
        } catch (ForbiddenException mayReadNoneOfThem) {
            return null;
        }
    }
}
