// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.UserError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** In GraphQL an error without field or parameters has null there rather than an empty value. */
@Controller
class UserErrorGraphQl {

    @SchemaMapping(typeName = "UserError")
    @Nullable
    List<String> field(UserError error) {
        return error.field().isEmpty() ? null : error.field();
    }

    @SchemaMapping(typeName = "UserError")
    @Nullable
    Map<String, Object> parameters(UserError error) {
        return error.parameters().isEmpty() ? null : error.parameters();
    }
}
