// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.kernel.Principal;
import org.springframework.core.MethodParameter;
import org.springframework.graphql.data.method.HandlerMethodArgumentResolver;
import org.springframework.stereotype.Component;

/** Gives controller methods the {@link Principal} of the request, and subscription methods the {@link LivePrincipal}. */
@Component
final class PrincipalArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type.equals(Principal.class) || type.equals(LivePrincipal.class);
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, DataFetchingEnvironment environment) {
        String key = parameter.getParameterType().equals(Principal.class)
                ? PrincipalInterceptor.PRINCIPAL
                : PrincipalInterceptor.LIVE_PRINCIPAL;
        Object value = environment.getGraphQlContext().get(key);
        if (value == null) {
            throw new IllegalStateException("no request reaches a controller without a principal");
        }
        return value;
    }
}
