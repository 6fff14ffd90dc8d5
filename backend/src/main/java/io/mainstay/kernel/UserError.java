// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.util.List;
import java.util.Map;

/**
 * An error that a mutation answers with: one thing that it refuses.
 *
 * @param message English, names the field and the rule
 * @param field path of the input field from the mutation's arguments, such as {@code [input, title]}; empty when the
 *     refusal concerns the whole request
 * @param parameters the values that a localised message needs
 */
public record UserError(UserErrorCode code, String message, List<String> field, Map<String, Object> parameters) {

    public UserError {
        field = List.copyOf(field);
        parameters = Map.copyOf(parameters);
    }

    public static UserError of(UserErrorCode code, String message, String... field) {
        return new UserError(code, message, List.of(field), Map.of());
    }

    /**
     * A permission is missing. It is named, so that the audit trail tells what was refused.
     *
     * @param message such as "internal needs the permission incident.work."
     */
    public static UserError forbidden(Permission missing, String message, String... field) {
        return of(UserErrorCode.FORBIDDEN, message, field).with("permission", missing.code());
    }

    public UserError with(String parameter, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(parameters);
        more.put(parameter, value);
        return new UserError(code, message, field, more);
    }
}
