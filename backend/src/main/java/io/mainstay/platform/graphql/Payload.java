// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a mutation. A payload is a record of the changed record, null if the mutation was refused, and the errors:
 *
 * <pre>{@code
 * record IncidentResolvePayload(@Nullable Incident incident, List<UserError> userErrors) implements Payload {}
 *
 * return Payload.of(() -> incidents.resolve(principal, command), IncidentResolvePayload::new);
 * }</pre>
 */
public interface Payload {

    List<UserError> userErrors();

    /** Runs a use case and turns its refusal into user errors. Faults stay faults. */
    static <T, P extends Payload> P of(Supplier<T> useCase, Constructor<T, P> payload) {
        T result;
        try {
            result = useCase.get();
        } catch (RefusedException refused) {
            return payload.make(null, refused.errors());
        } catch (ForbiddenException forbidden) {
            return payload.make(null, List.of(error(forbidden)));
        } catch (BadArgumentException bad) {
            return payload.make(
                    null,
                    List.of(UserError.of(
                            UserErrorCode.INVALID,
                            String.valueOf(bad.getMessage()),
                            bad.field().split("\\."))));
        }
        return payload.make(result, List.of());
    }

    private static UserError error(ForbiddenException forbidden) {
        return UserError.forbidden(forbidden.permission(), String.valueOf(forbidden.getMessage()));
    }

    /** The constructor of a payload record with one result. */
    @FunctionalInterface
    interface Constructor<T, P> {
        P make(@Nullable T result, List<UserError> userErrors);
    }
}
