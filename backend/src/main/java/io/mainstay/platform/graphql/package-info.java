/**
 * GraphQL over HTTP and WebSocket: scalars, the three kinds of refusal, connections, the node registry and limits.
 *
 * <p>A controller method takes {@code Principal principal}; a batch method, whose arguments the framework resolves in
 * another way, takes {@code @ContextValue Principal principal}. A mutation answers with {@link Payload#of}.
 */
@NullMarked
package io.mainstay.platform.graphql;

import org.jspecify.annotations.NullMarked;
