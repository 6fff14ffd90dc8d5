// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

@Controller
class ViewerGraphQl {

    private final String version;

    ViewerGraphQl(@Value("${spring.application.version}") String version) {
        this.version = version;
    }

    @QueryMapping
    String version() {
        return version;
    }

    @QueryMapping
    Viewer viewer(Principal principal) {
        return Viewer.of(principal);
    }

    /** Who makes the request. Capabilities add fields to it by {@code @SchemaMapping(typeName = "Viewer")}. */
    record Viewer(String id, String displayName, List<Role> roles, List<String> permissions) {

        static Viewer of(Principal principal) {
            return new Viewer(
                    principal.personId(),
                    principal.displayName(),
                    principal.roles().stream().sorted().toList(),
                    principal.permissions().stream()
                            .map(Permission::code)
                            .sorted()
                            .toList());
        }
    }
}
