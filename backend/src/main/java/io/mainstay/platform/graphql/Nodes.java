package io.mainstay.platform.graphql;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The registry of {@link NodeResolver}s. */
@Component
class Nodes {

    private final ObjectProvider<NodeTypes> types;
    private final ObjectProvider<NodeResolver> resolvers;

    /** The providers are asked late, because resolvers use services and the schema is built before them. */
    Nodes(ObjectProvider<NodeTypes> types, ObjectProvider<NodeResolver> resolvers) {
        this.types = types;
        this.resolvers = resolvers;
    }

    @Nullable
    Object find(Principal principal, String id) {
        if (!Ids.isId(id)) {
            return null;
        }
        Map<String, NodeResolver> byLabel =
                resolvers.stream().collect(toUnmodifiableMap(NodeResolver::label, Function.identity()));
        return types.getObject().of(id).stream()
                .flatMap(label -> Optional.ofNullable(byLabel.get(label)).stream())
                .flatMap(resolver -> Optional.ofNullable(
                        resolver.resolve(principal, List.of(id)).get(id))
                        .stream())
                .findFirst()
                .orElse(null);
    }

    /** The GraphQL type of a view, if a resolver returns such views. */
    Optional<String> typeOf(Class<?> view) {
        return resolvers.stream()
                .filter(resolver -> resolver.viewClass().equals(view))
                .map(NodeResolver::type)
                .findFirst();
    }
}
