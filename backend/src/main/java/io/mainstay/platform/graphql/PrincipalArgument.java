package io.mainstay.platform.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.kernel.Principal;
import org.springframework.core.MethodParameter;
import org.springframework.graphql.data.method.HandlerMethodArgumentResolver;
import org.springframework.stereotype.Component;

/** Gives controller methods the principal of the request. */
@Component
final class PrincipalArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Principal.class);
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, DataFetchingEnvironment environment) {
        Principal principal = environment.getGraphQlContext().get(PrincipalInterceptor.PRINCIPAL);
        if (principal == null) {
            throw new IllegalStateException("no request reaches a controller without a principal");
        }
        return principal;
    }
}
